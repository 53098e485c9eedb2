"""The file of rows that could not come in: mended, it can be imported as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from makegood.domain.exchange.rules.cells import safe
from makegood.domain.exchange.rules.table import BEYOND, OURS, Bad

LINE, REASON = OURS, "left out: why"


def leftovers(bad: Sequence[Bad], columns: Sequence[str]) -> str:
    """A CSV: the line in the file it came from, why it stayed out, and its cells as they were.

    No spreadsheet runs what stands in it. Cells that no column had stand in the last one.
    """
    kept = [column for column in columns if column not in {LINE, REASON, BEYOND}]
    if any(BEYOND in one.cells for one in bad):
        kept.append(BEYOND)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([LINE, REASON, *map(safe, kept)])
    for one in bad:
        cells = [one.cells.get(column, "") for column in kept]
        writer.writerow([str(one.line), safe(one.reason), *map(safe, cells)])
    return file.getvalue()
