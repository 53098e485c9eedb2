"""The file of rows that could not come in: mended, it can be imported as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from makegood.domain.exchange.rules.table import Bad

LINE, REASON = "left out: line", "left out: why"


def leftovers(bad: Sequence[Bad], columns: Sequence[str]) -> str:
    """A CSV: the line in the file it came from, why it stayed out, and its cells as they were."""
    kept = [column for column in columns if column not in {LINE, REASON}]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, [LINE, REASON, *kept], restval="", extrasaction="ignore")
    writer.writeheader()
    for one in bad:
        writer.writerow({**one.cells, LINE: str(one.line), REASON: one.reason})
    return file.getvalue()
