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
import tempfile
import time
from typing import TYPE_CHECKING, Any

from quality import scoreboard
from quality.private_database import private_database
from quality.search.pressing import Pressed, press
from quality.served import free_port, in_production, serving

if TYPE_CHECKING:
    from quality.results.house import House

MOST_P99 = 200.0
CROWD = 4
GOAL = f"p99 <= {MOST_P99:.0f} ms for one who asks, no answers read from end to end"


def measure(house: House, seconds: float, clients: int) -> dict[str, Pressed]:
    """Each page for so many seconds; a first one, or half of it, only warms up."""
    print(f"{clients} at once:")
    port = free_port()
    found = {}
    with serving(port):
        for name, addresses in house.pages.items():
            press(addresses, port=port, seconds=min(1, seconds / 2), cookie=house.cookie)
            asked: dict[str, Any] = {"seconds": seconds, "cookie": house.cookie, "clients": clients}
            found[name] = press(addresses, port=port, **asked)
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
    house: House = importlib.import_module("quality.results.house").House(
        responses=asked.responses, seed=asked.seed
    )
    scans = house.scans()
    house.leave()
    print(f"written in {house.took:.0f} s, counted in {house.counting:.0f} s: {house.rows}")
    found = measure(house, asked.seconds, 1)
    crowd = measure(house, asked.seconds, CROWD)
    took = {name: one.p50 if asked.short else one.p99 for name, one in found.items()}
    slow = {name: round(ms) for name, ms in took.items() if ms > MOST_P99}
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.results", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--short", action="store_true", help="2,000 responses, half a second each, medians"
    )
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    if asked.short:
        asked.responses, asked.seconds = 2000, 0.5
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-results-") as folder, database as url:
        in_production(folder, url)
        return 0 if run(asked) else 1


if __name__ == "__main__":
    sys.exit(main())
