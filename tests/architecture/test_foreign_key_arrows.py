"""Foreign keys point down the same rows as imports.

A foreign key named by a string ("promises.Promise") is invisible to import-linter and ties the
two slices all the same: neither can be migrated, erased or understood alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.house import told
from tests.architecture.rows import may_point, slice_of, slices

WHAT_TO_DO = """A row points upwards, sideways, outside the house, or to anything at all.
Turn the relation round, or keep the journal id of what it came from ("because of")."""


def wrong_arrows(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Each relation of these models that may not be, as a sentence."""
    for model in found:
        source = slice_of(model.__module__)
        if source not in slices():
            yield f"{model.__module__}.{model.__name__}: only domain and foundation own tables"
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                yield f"{model.__name__}.{field.name}: a generic foreign key can point anywhere"
        for own in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            related = own.related_model
            if related is None:
                continue
            target = related if isinstance(related, str) else slice_of(related.__module__)
            if not may_point(source, target):
                yield f"{source} {model.__name__}.{own.name} → {target}"


def ours() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model.__module__.startswith("makegood.")]


def test_every_relation_points_down() -> None:
    assert ours()
    found = list(wrong_arrows(ours()))
    assert not found, told(found, WHAT_TO_DO)


class Named(models.Model):
    """A row to plant."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "planted"


@isolate_apps("makegood.foundation.tenancy", "makegood.domain.promises")
def test_a_relation_upwards_is_caught() -> None:
    class Upper(Named):
        __module__ = "makegood.domain.promises.models"

        class Meta:
            app_label = "promises"

    class Lower(Named):
        __module__ = "makegood.foundation.tenancy.models"
        upper = models.ForeignKey("promises.Upper", models.PROTECT)

        class Meta:
            app_label = "tenancy"

    assert list(wrong_arrows([Upper])) == []
    assert list(wrong_arrows([Lower])) == [
        "makegood.foundation.tenancy Lower.upper → makegood.domain.promises"
    ]


@isolate_apps("makegood.domain.promises", "django.contrib.contenttypes")
def test_a_generic_relation_and_a_table_of_an_interface_are_caught() -> None:
    class Anything(Named):
        __module__ = "makegood.interfaces.desk.models"
        thing = GenericForeignKey()

        class Meta:
            app_label = "promises"

    found = list(wrong_arrows([Anything]))
    assert "only domain and foundation own tables" in found[0]
    assert "generic" in found[1]


def test_siblings_and_strangers_may_not_point_at_one_another() -> None:
    assert not may_point("makegood.foundation.jobs", "makegood.foundation.limits")
    assert not may_point("makegood.foundation.jobs", "django.contrib.auth")
    assert may_point("makegood.domain.promises", "makegood.foundation.journal")
