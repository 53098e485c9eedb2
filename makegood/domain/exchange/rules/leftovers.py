"""The file of rows that could not come in: mended, it can be imported as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from makegood.domain.exchange.rules.cells import safe
from makegood.domain.exchange.rules.table import BEYOND, OURS, Bad, Row

LINE, REASON = OURS, "left out: why"
FROM = "left out: from"  # where the number of the upload stands that they were left out of
OUR_COLUMNS = frozenset({LINE, REASON, FROM, BEYOND})
# More are counted and not held: who has so many has another mapping to write.
MOST_HELD = 20_000


@dataclass
class LeftOut:
    """What cannot come in: how much it is, and the first of it in full."""

    count: int = 0
    held: list[Bad] = field(default_factory=list)

    def add(self, found: Iterable[Bad]) -> None:
        """These cannot come in either."""
        for one in found:
            self.count += 1
            if len(self.held) < MOST_HELD:
                self.held.append(one)

    def files(self, columns: Mapping[str, Sequence[str]], origin: str = "") -> dict[str, str]:
        """A CSV for each file that held such rows, by its name; `columns` are those of each."""
        found: dict[str, list[Bad]] = {}
        for one in sorted(self.held, key=lambda bad: bad.line):
            found.setdefault(one.file, []).append(one)
        return {file: leftovers(bad, columns[file], origin) for file, bad in found.items()}


def leftovers(bad: Sequence[Bad], columns: Sequence[str], origin: str = "") -> str:
    """A CSV: the line in the file it came from, why it stayed out, and its cells as they were.

    `origin`, if there is one, stands in each row too: by it the file is known when it comes back.
    No spreadsheet runs what stands in it. Cells that no column had stand in the last one.
    """
    kept = [column for column in columns if column not in OUR_COLUMNS]
    if any(BEYOND in one.cells for one in bad):
        kept.append(BEYOND)
    ours = [LINE, REASON, *([FROM] if origin else [])]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([*ours, *map(safe, kept)])
    for one in bad:
        cells = [one.cells.get(column, "") for column in kept]
        said = [str(one.line), safe(one.reason), *([origin] if origin else [])]
        writer.writerow([*said, *map(safe, cells)])
    return file.getvalue()


def origin_of(rows: Iterable[Row | Bad]) -> str:
    """What all of these rows say they were left out of; "" where they do not, or not the same."""
    said = {one.cells.get(FROM, "").strip() for one in rows}
    return said.pop() if len(said) == 1 else ""


# What is refused while it is written waits beside the upload until all is in: so many signs of it.
MOST_WAITING = 1_000_000
MOST_SHOWN = 8
Found = dict[str, Any]


def with_refused(found: Found, bad: Sequence[Bad]) -> Found:
    """What was found in a file, and these rows that were refused when they should come in.

    All are counted, the first shown, and as many wait for their file as fit.
    """
    if not bad:
        return found
    waiting, wrong = list(found.get("refused", ())), list(found.get("wrong", ()))
    signs = sum(len(text) for one in waiting for text in one["cells"].values())
    for one in bad:
        said = {"file": one.file, "line": one.line, "reason": one.reason}
        wrong += [said] if len(wrong) < MOST_SHOWN else []
        signs += sum(map(len, one.cells.values()))
        waiting += [{**said, "cells": dict(one.cells)}] if signs <= MOST_WAITING else []
    counts = found.get("counts", {})
    counts = {**counts, "refused": counts.get("refused", 0) + len(bad)}
    return {**found, "counts": counts, "wrong": wrong, "refused": waiting}


def without_refused(found: Found) -> Found:
    """The same once nothing waits for a file any more: rows of people are kept no longer."""
    return {name: said for name, said in found.items() if name != "refused"}


def refused_in(found: Found) -> dict[str, str]:
    """A CSV for each file of which rows were refused while they were written, by its name.

    With the columns of the file, where they are known: a cell may come from a file beside it.
    """
    left_out, columns = LeftOut(), dict[str, dict[str, None]]()
    for one in found.get("refused", ()):
        columns.setdefault(one["file"], {}).update(dict.fromkeys(one["cells"]))
        left_out.add([Bad(one["line"], one["reason"], one["cells"], one["file"])])
    known = found.get("columns", {})
    return left_out.files({file: known.get(file) or list(columns[file]) for file in columns})
