"""What the database holds after a request that it did not hold before: asked of it, not of us."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import CharField, TextField

from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

WRITES = re.compile(r'\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE)\s+"(\w+)"', re.I)
# Who is in, what was sent once, and words folded to be found: nobody is shown these.
LEFT_OUT = {"django_session", "search_word", "jobs_job", "limits_oncekey"}
Row = tuple[object, ...]


class Stored:
    """Every text of every row, as it was when this was made."""

    def __init__(self, business: Business) -> None:
        self._business = business
        self._columns = dict(_text_columns())
        self._before = {table: self._rows(table) for table in self._columns}

    @contextmanager
    def watched(self) -> Iterator[set[str]]:
        """The tables that are written to within the block."""
        written: set[str] = set()

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            found = WRITES.match(sql)
            if found:
                written.add(found[1])
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            yield written

    def changed(self, tables: set[str]) -> dict[str, set[str]]:
        """The new texts by "table.column"."""
        found: dict[str, set[str]] = defaultdict(set)
        for table in tables & self._columns.keys():
            columns, before = self._columns[table][1:], self._before[table]
            for key, row in self._rows(table).items():
                for column, new, old in zip(columns, row, before.get(key, ()) or row, strict=True):
                    if isinstance(new, str) and (new != old or key not in before):
                        found[f"{table}.{column}"].add(new)
        return found

    def _rows(self, table: str) -> dict[object, Row]:
        said = ", ".join(f'"{column}"' for column in self._columns[table])
        with enter(self._business), connection.cursor() as cursor:
            cursor.execute(f'SELECT {said} FROM "{table}"')
            return {row[0]: row[1:] for row in cursor.fetchall()}


def _text_columns() -> Iterator[tuple[str, list[str]]]:
    """Each table's key and the columns that hold texts."""
    for model in apps.get_models():
        meta = model._meta
        if not meta.managed or meta.db_table in LEFT_OUT:
            continue
        kinds = CharField, TextField
        texts = [str(one.column) for one in meta.local_concrete_fields if isinstance(one, kinds)]
        if texts:
            yield meta.db_table, [str(meta.pk.column), *texts]
