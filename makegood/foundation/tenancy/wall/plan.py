"""What must be walled, read off the models.

A table is *bounded* when its rows name their business (`business_id`). Two kinds of columns
refer from one bounded table to another:

* a *key* is a foreign key;
* a *pointer* is a plain number named `<noun>_id`, where the journal below may not know the
  table above. Its noun says which table: `customer_id` means Customer, whichever slice it
  lives in. Where a column `<noun>_kind` (or `<noun>`) stands beside it, that says the noun
  row by row. So nothing has to be declared and nothing can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import BigIntegerField, Field, ForeignKey, Model

from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.owned import Owned

# Nouns whose table bears another name: every "because" is a journal id, an import is its batch.
MEANS = {"because": "entry", "import": "import_batch"}
ITSELF = "business"


@dataclass(frozen=True)
class Key:
    """A foreign key from one bounded table to another."""

    table: str
    column: str
    target: str


@dataclass(frozen=True)
class Pointer:
    """A plain id. `targets` maps each noun to its table; one noun when there is no kind."""

    table: str
    column: str
    kind: str | None
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Plan:
    """Every table and reference the wall has to guard."""

    bounded: tuple[str, ...]
    owned: tuple[str, ...]
    keys: tuple[Key, ...]
    pointers: tuple[Pointer, ...]


def plan(models: Iterable[type[Model]]) -> Plan:
    """The plan for these models; references to models that are not among them are left out."""
    bounded = [model for model in models if is_bounded(model)]
    nouns = {noun(model): model._meta.db_table for model in bounded}
    return Plan(
        bounded=tuple(model._meta.db_table for model in bounded),
        owned=tuple(model._meta.db_table for model in bounded if issubclass(model, Owned)),
        keys=tuple(key for model in bounded for key in keys(model, bounded)),
        pointers=tuple(pointer for model in bounded for pointer in pointers(model, nouns)),
    )


def is_bounded(model: type[Model]) -> bool:
    """Whether rows of this model name their business."""
    if model._meta.proxy or not model._meta.managed:
        return False
    fields = {field.name: field for field in model._meta.local_concrete_fields}
    business = fields.get("business")
    return business is not None and business.related_model is Business


def keys(model: type[Model], bounded: Iterable[type[Model]]) -> Iterator[Key]:
    """The model's foreign keys to bounded tables."""
    targets = {target: target._meta.db_table for target in bounded}
    for field in model._meta.local_concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model in targets:
            yield Key(model._meta.db_table, field.attname, targets[field.related_model])


def pointers(model: type[Model], nouns: dict[str, str]) -> Iterator[Pointer]:
    """The model's plain ids. One whose noun has no table has no targets."""
    fields = {field.name: field for field in model._meta.local_concrete_fields}
    known = nouns | {alias: nouns[real] for alias, real in MEANS.items() if real in nouns}
    for field in plain_ids(model):
        said = field.name.removesuffix("_id")
        kind = next((name for name in (f"{said}_kind", said) if name in fields), None)
        possible = {said} if kind is None else sayable(fields[kind], known)
        targets = tuple(sorted((noun, known[noun]) for noun in possible & known.keys()))
        yield Pointer(model._meta.db_table, field.name, kind, targets)


def sayable(kind: Field[object, object], nouns: Iterable[str]) -> set[str]:
    """The nouns that this column can hold."""
    return {str(value) for value, _ in kind.flatchoices} or set(nouns)


def plain_ids(model: type[Model]) -> Iterator[Field[object, object]]:
    for field in model._meta.local_concrete_fields:
        if isinstance(field, BigIntegerField) and field.name.endswith("_id"):
            yield field


def noun(model: type[Model]) -> str:
    """ImportBatch is an import_batch."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model.__name__).lower()
