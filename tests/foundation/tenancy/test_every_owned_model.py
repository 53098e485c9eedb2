"""What holds for every model whose rows belong to a business, whoever adds the next one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from makegood.foundation.tenancy.owned import Owned, OwnedManager

OWNED = [model for model in apps.get_models() if issubclass(model, Owned)]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
class TestEveryOwnedModel:
    def test_its_managers_all_ask_the_scope(self, model: type[Owned]) -> None:
        managers = [*model._meta.managers, model._base_manager, model._default_manager]
        assert all(isinstance(manager, OwnedManager) for manager in managers)

    def test_it_is_not_walked_to_from_what_has_no_scope(self, model: type[Owned]) -> None:
        """Member.objects.filter(promises__text=…) would read every business's promises."""
        for field in model._meta.get_fields():
            if field.remote_field and field.concrete and field.related_model not in OWNED:
                assert field.remote_field.hidden, f"{field} needs related_name='+'"

    def test_its_many_to_many_tables_are_owned_too(self, model: type[Owned]) -> None:
        assert all(field.remote_field.through in OWNED for field in model._meta.many_to_many)

    def test_what_is_unique_is_unique_in_its_business(self, model: type[Owned]) -> None:
        """Otherwise a refusal tells that another business has such a row."""
        for fields in unique_together(model):
            first = model._meta.get_field(fields[0])
            assert fields[0] == "business" or first.related_model in OWNED, fields


def unique_together(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    yield from model._meta.unique_together
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key:
            yield (field.name,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield tuple(constraint.fields) or ("expressions",)
