"""Are people, work and promises found at once among very many, a month and a customer seen?

    python -m quality.search [--short] [--postgresql] [--customers 100000] [--seconds 10]

A business with so many customers, as many pieces of work, twice as many promises and ten times as
many rows of the journal, some with one promise, with 300, and merged of three; and a second one, a
tenth of its size, with the same names. The real server runs as `run` starts it, in production's
settings; over loopback four clients of one person ask for pages of every sort by turns. How often a
page asks the database is counted first among a hundred customers, and then among all.

With --postgresql on one started for it, else on SQLite. Exit code 0 when the goal holds.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from typing import TYPE_CHECKING

from quality import looked_at, scoreboard

if TYPE_CHECKING:
    from quality.search.house import House

MOST_P99 = 300.0
GOAL = f"p99 <= {MOST_P99:.0f} ms at 4 clients, as many questions as among 100 customers"


def run(asked: argparse.Namespace) -> bool:
    """One run, once Django is set up on its private database; whether the goal holds."""
    began = time.monotonic()
    house: House = importlib.import_module("quality.search.house").House(
        customers=asked.customers, seed=asked.seed
    )
    house.leave()
    found = looked_at.measured(house, asked.seconds)
    grew = {page: few for page, few in house.asked.items() if few[1] > few[0]}
    slow = looked_at.too_slow(found, MOST_P99, short=asked.short)
    failed = sum(one.failed for one in found.values())
    passed = not grew and not slow and not failed and not house.strangers
    figure = {
        "p99 ms": {name: round(one.p99) for name, one in found.items()},
        "p50 ms": {name: round(one.p50) for name, one in found.items()},
        "questions": {page: few[1] for page, few in house.asked.items()},
        "failed": failed,
        "found of another business": house.strangers,
        "rows": house.rows,
        "seconds to write them": round(house.took),
    }
    print(figure)
    print(
        f"more questions among many: {grew}; too slow: {slow}; {'passed' if passed else 'FAILED'}"
    )
    vendor = "PostgreSQL" if os.environ["DATABASE_URL"] else "SQLite"
    words = f"python -m quality.search --customers {asked.customers} --seconds {asked.seconds}"
    scoreboard.write(
        id=f"search, month and customers at {asked.customers} customers, {vendor}",
        figure=figure,
        goal=GOAL,
        passed=passed,
        n=sum(one.answers for one in found.values()),
        seconds=time.monotonic() - began,
        seed=asked.seed,
        command=words + (" --postgresql" if vendor == "PostgreSQL" else ""),
    )
    return passed


if __name__ == "__main__":
    sys.exit(looked_at.main(run, name="search", says=__doc__, rows="customers", few=1000))
