"""Are Today and the ledger nearly as quick as a page that does the least?

    python -m quality.speed [--short] [--postgresql] [--rounds 5] [--seconds 10]

There are 10,000 open promises, and the floor has fifty rows.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import TYPE_CHECKING

from quality.speed.pairs import Measurement, main

if TYPE_CHECKING:
    from quality.speed.visited import Visited


def house(asked: argparse.Namespace) -> Visited:
    found: Visited = importlib.import_module("quality.speed.house").house(seed=asked.seed)
    return found


PAGES = Measurement(
    command="quality.speed",
    house=house,
    pages={"today": "today", "ledger": "ledger"},
    rows=50,
    most_p99=2.0,
)

if __name__ == "__main__":
    sys.exit(main(PAGES, __doc__, seconds=10, seed=1))
