"""SQLite: triggers that call `words` of our own, taught to each connection as it opens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from makegood.domain.search.keeping.piece import (
    NEW,
    OLD,
    TABLE,
    Act,
    Trigger,
    acts,
    changed,
    gone,
    texts,
)
from makegood.domain.search.models import Source
from makegood.domain.search.rules.folding import VERSION, kept

FUNCTION = "search_words"
WRITTEN = (
    "INSERT OR IGNORE INTO {words} (business_id, kind, row_key, word)"
    " SELECT found.business_id, {kind}, found.id, said.value"
    " FROM {table} AS found, json_each({function}({said}, {number})) AS said WHERE {where}"
)
STANDING = r"""
SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\_%' ESCAPE '\'
"""


def teach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Let a connection to SQLite fold words. (A hook of the driver, not a flow of ours.)"""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 2, _folded, deterministic=True)


def _folded(text: str, number: str) -> str:
    return json.dumps(kept(text, number))


def before() -> tuple[str, ...]:
    """What the triggers need."""
    return ()


def written(source: Source, where: str) -> str:
    """SQL: the words of the rows (`found`) for which this holds."""
    return WRITTEN.format(
        words=TABLE,
        kind=source.kind.value,
        table=source.model._meta.db_table,
        function=FUNCTION,
        said=texts(source, _joined, "texts"),
        number=texts(source, _joined, "numbers"),
        where=where,
    )


def pieces(source: Source) -> Iterator[Trigger]:
    yield from (_trigger(source, act) for act in acts(source))


def standing(cursor: CursorWrapper) -> dict[str, str]:
    """The triggers that stand, and how to take each down."""
    cursor.execute(STANDING)
    return {name: f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()}


def in_the_way(cursor: CursorWrapper) -> dict[str, str]:
    """What a migration would stumble over: triggers that name a table being remade."""
    return standing(cursor)


def _joined(said: str) -> str:
    return f"group_concat({said}, '\n')"


def _trigger(source: Source, act: Act) -> Trigger:
    of = f" OF {', '.join(act.columns)}" if act.columns else ""
    when = f" WHEN {changed(act.columns, 'IS NOT')}" if act.columns else ""
    business = f"{OLD if act.act == 'DELETE' else NEW}.business_id"
    steps = [gone(source, key, business) for key in act.gone]
    steps += [written(source, f"found.id = {key}") for key in act.written]
    body = " ".join(f"{step};" for step in steps)
    return Trigger(
        act.stem,
        (
            f"CREATE TRIGGER {{name}} AFTER {act.act}{of} ON {act.table}{when}"
            f" BEGIN {body} SELECT {VERSION}; END",
        ),
    )
