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
import tempfile
import time
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.private_database import private_database
from quality.search.pressing import Pressed, press
from quality.served import free_port, in_production, serving

if TYPE_CHECKING:
    from quality.search.house import House

MOST_P99 = 300.0
GOAL = f"p99 <= {MOST_P99:.0f} ms at 4 clients, as many questions as among 100 customers"


def measure(house: House, seconds: float) -> dict[str, Pressed]:
    """Each page for so many seconds; a first one, or half of it, only warms up."""
    port = free_port()
    found = {}
    with serving(port):
        for name, addresses in house.pages.items():
            press(addresses, port=port, seconds=min(1, seconds / 2), cookie=house.cookie)
            found[name] = press(addresses, port=port, seconds=seconds, cookie=house.cookie)
            one = found[name]
            print(
                f"  {name}: p50 {one.p50:.0f} ms, p99 {one.p99:.0f} ms, n {one.answers},"
                f" failed {one.failed}, load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
    return found


def run(asked: argparse.Namespace) -> bool:
    """One run, once Django is set up on its private database; whether the goal holds."""
    began = time.monotonic()
    house: House = importlib.import_module("quality.search.house").House(
        customers=asked.customers, seed=asked.seed
    )
    house.leave()
    found = measure(house, asked.seconds)
    grew = {page: few for page, few in house.asked.items() if few[1] > few[0]}
    # The 99th of a few dozen answers is the slowest of them: the short tier asks for the median.
    took = {name: one.p50 if asked.short else one.p99 for name, one in found.items()}
    slow = {name: round(ms) for name, ms in took.items() if ms > MOST_P99}
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.search", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--short", action="store_true", help="1,000 customers, half a second each, medians"
    )
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    if asked.short:
        asked.customers, asked.seconds = 1000, 0.4
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-search-") as folder, database as url:
        in_production(folder, url)
        return 0 if run(asked) else 1


if __name__ == "__main__":
    sys.exit(main())
