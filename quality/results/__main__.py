"""Are the results of a survey seen at once, over very many answers?

    python -m quality.results [--short] [--postgresql] [--responses 100000] [--seconds 10]

A survey that so many people answered in two years, three times as many were asked for, most of them
counted by the program's own job. The real server runs as `run` starts it, in production's settings;
over loopback one client asks for its results and for what was written, and then four at once. Of
every question that a page asks the plan is looked at: none may read the answers from end to end.

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
    from quality.results.house import House

MOST_P99 = 200.0
CROWD = 4
GOAL = f"p99 <= {MOST_P99:.0f} ms for one who asks, no answers read from end to end"


def run(asked: argparse.Namespace) -> bool:
    """One run, once Django is set up on its private database; whether the goal holds."""
    began = time.monotonic()
    house: House = importlib.import_module("quality.results.house").House(
        responses=asked.responses, seed=asked.seed
    )
    scans = house.scans()
    house.leave()
    print(f"written in {house.took:.0f} s, counted in {house.counting:.0f} s: {house.rows}")
    found = looked_at.measured(house, asked.seconds, 1)
    crowd = looked_at.measured(house, asked.seconds, CROWD)
    slow = looked_at.too_slow(found, MOST_P99, short=asked.short)
    failed = sum(one.failed for one in (*found.values(), *crowd.values()))
    passed = not scans and not slow and not failed
    figure = {
        "p99 ms": {name: round(one.p99) for name, one in found.items()},
        "p50 ms": {name: round(one.p50) for name, one in found.items()},
        f"p99 ms, {CROWD} at once": {name: round(one.p99) for name, one in crowd.items()},
        "failed": failed,
        "read from end to end": scans,
        "rows": house.rows,
        "seconds to count them": round(house.counting),
        "load": round(os.getloadavg()[0], 1),
    }
    print(figure)
    print(f"read whole: {scans}; too slow: {slow}; {'passed' if passed else 'FAILED'}")
    vendor = "PostgreSQL" if os.environ["DATABASE_URL"] else "SQLite"
    words = f"python -m quality.results --responses {asked.responses} --seconds {asked.seconds}"
    scoreboard.write(
        id=f"results over {asked.responses} responses, {vendor}",
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
    sys.exit(looked_at.main(run, name="results", says=__doc__, rows="responses", few=2000))
