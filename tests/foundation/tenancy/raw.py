"""Rows written past every model, as an attacker or a slip in SQL would write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    JSONField,
    Model,
    TextField,
)

from makegood.foundation.tenancy.models import Business, User
from makegood.foundation.tenancy.wall.plan import is_bounded
from tests.cast import SINCE, Cast

BOUNDED = {m._meta.db_table: m for m in apps.get_models() if is_bounded(m)}
NUMBERS = count(1000)
# Far beyond what a sequence of PostgreSQL reaches in a run: those go on where a test ended.
IDS = count(10**6)


def run(sql: str, *values: Any) -> int:
    """Run a statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        touched: int = cursor.rowcount
    return touched


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


# Where the fewest words are one word too few: of these a business has one at a time.
ALSO = {"journal_importbatch": {"published_at": SINCE}}


class RawRows:
    """Writes a row of any bounded table with the fewest words."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def add(self, table: str, business: Business, **said: object) -> int:
        """The id of a new row of the business."""
        values = {"business_id": business.pk, "id": next(IDS)}
        said = ALSO.get(table, {}) | said
        values |= self._needed(BOUNDED[table], business, said) | said
        columns = ", ".join(f'"{name}"' for name in values)
        places = ", ".join("%s" for _ in values)
        run(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', *values.values())
        return int(values["id"])

    def _needed(
        self, model: type[Model], business: Business, said: dict[str, object]
    ) -> dict[str, Any]:
        needed: dict[str, Any] = {}
        for field in model._meta.local_concrete_fields:
            left = not (field.null or field.primary_key or field.attname in said)
            if left and field.name != "business":
                needed[field.attname] = self._value(field, business)
        return needed

    def _value(self, field: Field[Any, Any], business: Business) -> object:
        if isinstance(field, ForeignKey):
            return self._related(field, business)
        plain: list[tuple[type[Field[Any, Any]], object]] = [
            (BooleanField, False),
            (JSONField, json.dumps({})),
            (DateTimeField, SINCE),
            (DateField, date(2026, 5, 1)),
            (CharField, f"~{next(NUMBERS)}"[: getattr(field, "max_length", None) or 9]),
            (TextField, "~"),
        ]
        return next((value for kind, value in plain if isinstance(field, kind)), 1)

    def _related(self, field: ForeignKey[Any, Any], business: Business) -> int:
        if field.related_model is User:
            new = User.objects.create(email=f"{next(NUMBERS)}@example.com")
            return new.pk
        return self.add(field.related_model._meta.db_table, business)


@contextmanager
def only_the_wall() -> Iterator[None]:
    """Take every other refusal of the database away, so that what refuses is the wall."""
    if connection.vendor == "sqlite":
        for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            if not name.startswith("wall_"):
                run(f'DROP TRIGGER "{name}"')
        run("PRAGMA ignore_check_constraints = ON")
        yield
        run("PRAGMA ignore_check_constraints = OFF")
        return
    run("SET CONSTRAINTS ALL IMMEDIATE")
    checks = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
    for table, name in rows(f"{checks} AND conrelid <> 0"):
        if table in BOUNDED:
            run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    ones = "SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index"
    for table, name in rows(f"{ones} WHERE indisunique AND indpred IS NOT NULL"):
        if table in BOUNDED:
            run(f"DROP INDEX {name}")
    triggers = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
    for table, name in rows(triggers):
        if table in BOUNDED and not name.startswith("wall_"):
            run(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')
    yield
