"""Rows that belong to one business. Outside a scope they cannot be read, counted or written.

A model with questions of its own asks them in a queryset:

    class PromiseQuerySet(OwnedQuerySet["Promise"]): …
    class Promise(Owned):
        objects = OwnedManager.from_queryset(PromiseQuerySet)()
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from functools import cache, wraps
from typing import Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from makegood.foundation.tenancy.business import Business
from makegood.foundation.tenancy.prepared import Anew
from makegood.foundation.tenancy.scope import ScopeError, current_business, current_business_id

Row = TypeVar("Row", bound="Owned")
Rows = TypeVar("Rows", bound=models.QuerySet[Any, Any])


class OurBusiness(models.Expression):
    """The business we are in, asked when the query runs and not when it is written.

    So a queryset carried out of its scope raises, and one carried into another business
    finds that business's rows.
    """

    output_field = models.BigIntegerField()

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[int]]:
        return "%s", (Anew(current_business_id),)


class OwnedQuerySet(models.QuerySet[Row]):
    """Reads and writes only rows of the business we are in."""

    def bulk_create(self, objs: Iterable[Row], *positional: Any, **options: Any) -> list[Row]:
        # ON CONFLICT (id) DO UPDATE would write into whoever's row has that id.
        if options.get("update_conflicts") and "business" not in options["unique_fields"]:
            raise ScopeError("unique_fields must begin with the business.")
        return super().bulk_create([_ours(row) for row in objs], *positional, **options)

    def bulk_update(self, objs: Iterable[Row], *positional: Any, **options: Any) -> int:
        return super().bulk_update([_ours(row) for row in objs], *positional, **options)

    def update(self, **values: Any) -> int:
        if {"business", "business_id"} & set(values):
            raise ScopeError("A row never changes its business.")
        return super().update(**values)

    def raw(self, *_: Any, **__: Any) -> NoReturn:
        raise ScopeError("raw() passes the scope: write a queryset.")


class OwnedManager(models.Manager[Row]):
    """Starts every query at the business we are in; ScopeError outside.

    Every query begins with the same words, and to put them together costs a third of a small one:
    they are built once for each model, and each query goes on from a copy.
    """

    _queryset_class: type[models.QuerySet[Any]] = OwnedQuerySet

    def get_queryset(self) -> models.QuerySet[Row]:
        current_business_id()
        key = (type(self).beginning, self._queryset_class, self.model)
        if key not in _begun:
            _begun[key] = self.beginning()
        return _begun[key].using(self._db)

    def beginning(self) -> models.QuerySet[Row]:
        """What every query begins with. A manager that says more adds it here, for all alike."""
        # (Not asked of a manager beside a row: its hints would hold that row for good.)
        begun: models.QuerySet[Row] = self._queryset_class(self.model)
        return begun.filter(business_id=OurBusiness())


# Never asked themselves: they would hold one business's rows and show them to the next.
_begun: dict[Hashable, models.QuerySet[Any, Any]] = {}


def put_together_once(question: Callable[[], Rows]) -> Callable[[], Rows]:
    """A question that a page asks each time, built the first time: to build it costs half of it.

    Each call gives a copy that was not asked yet. The one that is kept must never be: it would
    hold one business's rows and show them to the next.
    """
    kept = cache(question)

    @wraps(question)
    def copy() -> Rows:
        return kept().all()

    return copy


class Owned(models.Model):
    """Belongs to one business, for good.

    The manager is the base manager too, so that a foreign key walked from one business cannot
    reach a row of another: it reads as missing. Joins (`select_related`) ask no manager; the
    cross-reference wall keeps such rows from being, and `from_db` refuses to make them objects.
    """

    business = models.ForeignKey(Business, models.PROTECT, related_name="+")

    objects = OwnedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **options)
        return _ours(row) if "business_id" in row.__dict__ else row

    def save_base(self, *args: Any, **options: Any) -> None:
        """Every save passes here. (Django's fixtures do not; outside a scope they raise too.)"""
        _ours(self)
        super().save_base(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Django deletes by id alone, so the row is looked for among ours first."""
        _ours(self)
        if self.pk is not None and not type(self).objects.filter(pk=self.pk).exists():
            raise ScopeError(f"This {self._meta.verbose_name} is not one of ours.")
        return super().delete(*args, **options)


def _ours(row: Row) -> Row:
    """The row itself; ScopeError when it is another business's. A new row becomes ours."""
    here = current_business()
    if row._state.adding and not row.business_id:
        row.business = here
    if row.business_id != here.pk:
        raise ScopeError(f"This {row._meta.verbose_name} belongs to another business.")
    return row
