"""How a table is written: what stands between cells, how they are quoted, where its header is."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

SEPARATORS = (",", ";", "\t", "|")
TOLD = re.compile(r"sep=(.)\s*", re.I)  # the first line that Excel writes and heeds
LOOKED_AT = 60  # lines
PREAMBLE = 20  # rows that may stand above the header
Record = tuple[int, list[str]]


@dataclass(frozen=True)
class Dialect:
    """`escaped`: a quotation mark in a cell is written \\", not twice."""

    separator: str = ","
    quote: str = '"'
    escaped: bool = False

    def reader(self, lines: Iterable[str]) -> Any:
        """Lines keep their ends: the reader itself sees them, within cells and between rows."""
        return csv.reader(
            lines,
            delimiter=self.separator,
            quotechar=self.quote,
            doublequote=not self.escaped,
            escapechar="\\" if self.escaped else None,
            strict=True,
        )


@dataclass(frozen=True)
class Layout:
    """A dialect, and how many rows with words in them stand above the header."""

    dialect: Dialect
    above: int


def told(line: str) -> str:
    """The separator that a first line names; "" when it is none of these."""
    found = TOLD.fullmatch(line)
    return found.group(1) if found else ""


def layout(sample: list[str], *, needed: Collection[str], separators: Collection[str]) -> Layout:
    """The way to read a file's first lines that finds most: of the needed columns, else of rows."""
    wanted = set(needed)
    best, found = (-1.0, 0.0, 0.0), Layout(Dialect(), 0)
    for dialect in _dialects(sample, separators):
        records, torn = _records(dialect, sample)
        above = _above(records, wanted)
        header = {cell.strip() for cell in records[above]} if records else set()
        wide, even = _shape(records)
        score = (float(len(header & wanted)), -float(torn), even * (wide > 1) + wide / 10_000)
        if score > best:
            best, found = score, Layout(dialect, above)
    return found


def _dialects(sample: list[str], separators: Collection[str]) -> Iterator[Dialect]:
    """The plain ones first: another must be better to be taken."""
    text = "".join(sample)
    yield from (Dialect(sign) for sign in separators)
    if '\\"' in text:
        yield from (Dialect(sign, escaped=True) for sign in separators)
    for sign in separators:
        if re.search(rf"(^|{re.escape(sign)})'[^'\r\n]*'({re.escape(sign)}|\r|\n|$)", sample[0]):
            yield Dialect(sign, quote="'")


def _records(dialect: Dialect, sample: list[str]) -> tuple[list[list[str]], int]:
    """Rows with words in them, and how many were torn. The last may be cut short by the sample."""
    reader, torn = dialect.reader(iter(sample)), 0
    records: list[list[str]] = []
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return records, torn
        except csv.Error as wrong:
            if "expected after" not in str(wrong):
                return records, torn
            torn += 1
        else:
            if any(cell.strip() for cell in cells):
                records.append(cells)


def _shape(records: list[list[str]]) -> tuple[int, float]:
    """The most common number of cells, and the share of rows that have it."""
    if not records:
        return 0, 0.0
    widths = Counter(map(len, records))
    wide = max(widths, key=lambda width: (widths[width] * (width > 1), width))
    return wide, widths[wide] / len(records)


def _above(records: list[list[str]], needed: set[str]) -> int:
    """How many rows stand above the one that is the header.

    It holds most of the needed columns; where nobody needs any, it is as wide as what follows.
    """
    first = records[:PREAMBLE]
    if needed:
        hits = [len({cell.strip() for cell in cells} & needed) for cells in first]
        return hits.index(max(hits)) if hits else 0
    wide, _ = _shape(records)
    return next((n for n, cells in enumerate(first) if len(cells) == wide), 0)
