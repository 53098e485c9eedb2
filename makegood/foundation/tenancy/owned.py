"""Rows that belong to one business. Outside a scope they cannot be read, counted or written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models

from makegood.foundation.tenancy.scope import ScopeError, current_business_id

Row = TypeVar("Row", bound=models.Model)


class OwnedQuerySet(models.QuerySet[Any]):
    """A queryset that writes only rows of the business we are in."""

    def create(self, **values: Any) -> Any:
        if "business" not in values:
            values.setdefault("business_id", current_business_id())
        return super().create(**values)

    def bulk_create(self, objs: Iterable[Any], *positional: Any, **options: Any) -> list[Any]:
        return super().bulk_create([_ours(row) for row in objs], *positional, **options)

    def bulk_update(self, objs: Iterable[Any], *positional: Any, **options: Any) -> int:
        return super().bulk_update([_ours(row) for row in objs], *positional, **options)

    def update(self, **values: Any) -> int:
        if {"business", "business_id"} & set(values):
            raise ScopeError("A row never changes its business.")
        return super().update(**values)

    def raw(self, *_: Any, **__: Any) -> NoReturn:
        raise ScopeError("raw() passes the scope: write a queryset.")


_ManagerOfOwned = models.Manager.from_queryset(OwnedQuerySet)


class OwnedManager(_ManagerOfOwned):
    """Starts every query at the business we are in; ScopeError outside."""

    def get_queryset(self) -> OwnedQuerySet:
        return OwnedQuerySet(self.model, using=self._db, hints=self._hints).filter(
            business_id=current_business_id()
        )


class Owned(models.Model):
    """Belongs to one business, for good.

    The manager is the base manager too, so that a foreign key walked from one business cannot
    reach a row of another: it reads as missing.
    """

    business = models.ForeignKey("tenancy.Business", models.PROTECT, related_name="+")

    objects = OwnedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        super(Owned, _ours(self)).save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        return super(Owned, _ours(self)).delete(*args, **options)


def _ours(row: Row) -> Row:
    """The row itself; ScopeError when it is another business's."""
    if getattr(row, "business_id", None) != current_business_id():
        raise ScopeError(f"This {row._meta.verbose_name} belongs to another business.")
    return row
