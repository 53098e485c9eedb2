"""What the two dialects share: which acts on which tables write whose words anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from makegood.domain.search.models import Also, Source, Word

TABLE = Word._meta.db_table
PREFIX = "search_"
# What is known of the row that was written, as SQL: the old row's or the new row's column.
OLD, NEW = "OLD", "NEW"
GONE = "DELETE FROM {table} WHERE business_id = {business} AND kind = {kind} AND row_key = {key}"
BESIDE = (
    "coalesce((SELECT {said} FROM {table} AS beside"
    " WHERE beside.{key} = found.id AND beside.business_id = found.business_id{stands}), '')"
)
# Each text on a line of its own: of two telephone numbers the digits are not one.
APART = " || '\n' || "


@dataclass(frozen=True)
class Act:
    """After this act on a table: words that go, and words that come (columns of the two rows)."""

    stem: str
    table: str
    act: str
    columns: tuple[str, ...]
    gone: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class Trigger:
    """A named trigger and the statements that make it; the name says what is in them."""

    stem: str
    making: tuple[str, ...]

    @property
    def name(self) -> str:
        digest = hashlib.sha256("\n".join(self.making).encode()).hexdigest()[:8]
        return f"{PREFIX}{self.stem[:40]}_{digest}"

    def statements(self) -> list[str]:
        return [statement.replace("{name}", self.name) for statement in self.making]


def acts(source: Source) -> Iterator[Act]:
    """All that changes the words of a source's rows."""
    table = source.model._meta.db_table
    stem = source.kind.name.lower()
    columns = tuple(dict.fromkeys((*source.texts, *source.numbers)))
    yield Act(f"{stem}_in", table, "INSERT", (), (), (f"{NEW}.id",))
    yield Act(f"{stem}_up", table, "UPDATE", columns, (f"{OLD}.id",), (f"{NEW}.id",))
    yield Act(f"{stem}_out", table, "DELETE", (), (f"{OLD}.id",), ())
    for also in source.also:
        yield from _acts_beside(also, f"{stem}_{also.model._meta.model_name}")


def _acts_beside(also: Also, stem: str) -> Iterator[Act]:
    table, old, new = also.model._meta.db_table, f"{OLD}.{also.key}", f"{NEW}.{also.key}"
    said = (also.key, *also.texts, *also.numbers, *filter(None, [also.stands_until]))
    columns = tuple(dict.fromkeys(said))
    yield Act(f"{stem}_in", table, "INSERT", (), (), (new,))
    yield Act(f"{stem}_up", table, "UPDATE", columns, (old, new), (old, new))
    yield Act(f"{stem}_out", table, "DELETE", (), (old,), (old,))


def gone(source: Source, key: str, business: str) -> str:
    """SQL: the words of one row are taken away."""
    return GONE.format(table=TABLE, business=business, kind=source.kind.value, key=key)


def texts(source: Source, aggregate: Callable[[str], str], columns: str) -> str:
    """SQL: what stands in these columns ("texts" or "numbers") of a row and of those beside it."""
    own = [f"coalesce(found.{column}, '')" for column in getattr(source, columns)]
    for also in source.also:
        said = APART.join(f"coalesce(beside.{one}, '')" for one in getattr(also, columns))
        if said:
            table = also.model._meta.db_table
            stands = f" AND beside.{also.stands_until} IS NULL" if also.stands_until else ""
            own.append(
                BESIDE.format(said=aggregate(said), table=table, key=also.key, stands=stands)
            )
    return APART.join(own) or "''"


def changed(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"{OLD}.{column} {differs} {NEW}.{column}" for column in columns)
