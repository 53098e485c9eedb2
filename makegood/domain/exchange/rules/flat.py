"""A row with what hangs on it, laid out as tables: one for each kind of thing, as CSV.

What hangs on a row names it in its first columns. Each cell is text that no spreadsheet runs.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from makegood.domain.exchange.rules.cells import safe

Row = Mapping[str, object]


@dataclass(frozen=True)
class Table:
    """A kind of thing: what one is called, its columns, and what hangs on it."""

    name: str
    one: str
    columns: tuple[str, ...]
    parts: tuple[Table, ...] = ()
    keyed: bool = False

    @property
    def own(self) -> tuple[str, ...]:
        return ("key", *self.columns) if self.keyed else self.columns


def all_tables(table: Table, above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The CSV files of a kind of thing, each with its header."""
    counted = (table.one,) if table.parts and not table.keyed else ()
    yield table.name, (*above, *counted, *table.own)
    names = (table.one,) if table.keyed else (*above, *counted)
    for part in table.parts:
        yield from all_tables(part, names)


def laid_out(
    table: Table, row: Row, above: tuple[object, ...] = (), number: int = 1
) -> Iterator[tuple[str, list[object]]]:
    """The lines of one row, each with the file it belongs to."""
    counted = (number,) if table.parts and not table.keyed else ()
    yield table.name, [*above, *counted, *(row[column] for column in table.own)]
    names = (row["key"],) if table.keyed else (*above, *counted)
    for part in table.parts:
        hanging = row[part.name]
        assert isinstance(hanging, Sequence)
        for place, one in enumerate(hanging, start=1):
            yield from laid_out(part, one, names, place)


def line(cells: Sequence[object]) -> str:
    """One line of CSV."""
    written = io.StringIO()
    csv.writer(written).writerow([cell(value) for value in cells])
    return written.getvalue()


def cell(value: object) -> str:
    """A value as a cell that is shown and never run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | dict):
        return safe(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return safe(str(value)) if isinstance(value, str) else str(value)
