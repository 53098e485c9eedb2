"""Pages held against a floor: the least that a page can do in the same house.

The real server runs as `run` starts it (granian, two at a time answered, and the idle worker),
in production's settings. Over loopback four connections of one person press, in alternating pairs:
the floor, a page, the floor, the next page, and so on. The floor has the same middleware, door and
frame, as many rows from one indexed question, and the same bytes. Figures are medians over the
pairs, and ratios within a pair, because a shared machine is slower one minute and quicker the next.
The same page is asked for over and over, so its rows were drawn before (see makegood/ui/drawn.py);
what a page costs whose every row is new stands beside it.

With DATABASE_URL, on that database, which must be empty and private; with --postgresql, on one
started for it; else on SQLite. Exit code 0 when the goal holds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.private_database import private_database
from quality.served import free_port, in_production, serving
from quality.speed.load import Pressed, press, presser

if TYPE_CHECKING:
    from quality.speed.visited import Cost, Visited

LEAST_RATE = 0.6
BYTES_APART = 0.2
FLOOR = "floor"


@dataclass(frozen=True)
class Measurement:
    """What is measured: the command's name; the house; its pages by what follows its address, with
    their names on the board; rows on the floor; and times the floor's 99th percentile at most.
    """

    command: str
    house: Callable[[argparse.Namespace], Visited]
    pages: Mapping[str, str]
    rows: int
    most_p99: float | None = None

    @property
    def goal(self) -> str:
        rate = f"rate >= {LEAST_RATE} of the floor's"
        if self.most_p99 is None:
            return rate
        return f"{rate}, p99 <= {self.most_p99:.0f} times the floor's"


@dataclass
class Pairs:
    """What was pressed of one page, and of the floor just before it."""

    page: list[Pressed] = field(default_factory=list)
    floor: list[Pressed] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Of the floor's rate, the median over the pairs."""
        pairs = zip(self.page, self.floor, strict=True)
        return statistics.median(one.rate / max(floor.rate, 0.001) for one, floor in pairs)

    @property
    def p99(self) -> float:
        """Times the floor's, the median over the pairs."""
        pairs = zip(self.page, self.floor, strict=True)
        return statistics.median(one.p99 / max(floor.p99, 0.001) for one, floor in pairs)

    @property
    def failed(self) -> int:
        return sum(one.failed for one in [*self.page, *self.floor])


def fill_for(house: Visited, page: str, rows: int) -> str:
    """The floor's address with as many bytes as the page."""
    missing = house.cost(page).size - house.cost(FLOOR).size
    return f"{FLOOR}?fill={max(missing, 0) // rows}"


def measure(
    asked: argparse.Namespace, house: Visited, floors: Mapping[str, str]
) -> dict[str, Pairs]:
    """Alternating pairs, as many rounds as asked; the first press of each page only warms up."""
    port = free_port()
    found = {page: Pairs() for page in floors}

    def now(page: str, seconds: float) -> Pressed:
        address = f"http://localhost:{port}{house.where(page)}"
        return press(address, seconds=seconds, cookie=house.cookie)

    with serving(port):
        for page, floor in floors.items():
            now(floor, 1)
            now(page, 1)
        for _ in range(asked.rounds):
            for page, pairs in found.items():
                pairs.floor.append(now(floors[page], asked.seconds))
                pairs.page.append(now(page, asked.seconds))
                one, floor_ = pairs.page[-1], pairs.floor[-1]
                print(
                    f"  {house.where(page)}: {one.rate:.0f}/s beside {floor_.rate:.0f}/s,"
                    f" p99 {one.p99:.0f} ms beside {floor_.p99:.0f} ms,"
                    f" load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    return found


def figures(pairs: Pairs, cost: Cost, floor: Cost) -> dict[str, float | str]:
    return {
        "rate": round(pairs.rate, 2),
        "p99": round(pairs.p99, 2),
        "answers a second": round(statistics.median(one.rate for one in pairs.page)),
        "floor's": round(statistics.median(one.rate for one in pairs.floor)),
        "p99 ms": round(statistics.median(one.p99 for one in pairs.page)),
        "floor's p99 ms": round(statistics.median(one.p99 for one in pairs.floor)),
        "kB": round(cost.size / 1000),
        "floor's kB": round(floor.size / 1000),
        "questions": cost.questions,
        "floor's questions": floor.questions,
        "rate by processor time": round(floor.warm / cost.warm, 2),
        "rate by processor time, every row drawn anew": round(floor.warm / cost.cold, 2),
        "failed": pairs.failed,
        "pressed with": presser(),
    }


def run(measurement: Measurement, asked: argparse.Namespace) -> bool:
    """One run, once Django is set up on its private database; whether the goal holds."""
    began = time.monotonic()
    house = measurement.house(asked)
    floors = {page: fill_for(house, page, measurement.rows) for page in measurement.pages}
    costs = {page: (house.cost(page), house.cost(floors[page])) for page in floors}
    for page, (cost, floor) in costs.items():
        print(f"{measurement.pages[page]}: {cost}; floor: {floor}", flush=True)
    house.leave()
    found = measure(asked, house, floors)
    took = time.monotonic() - began
    passed = [
        report(measurement, page, pairs, *costs[page], asked, took) for page, pairs in found.items()
    ]
    return all(passed)


def report(
    measurement: Measurement,
    page: str,
    pairs: Pairs,
    cost: Cost,
    floor: Cost,
    asked: argparse.Namespace,
    took: float,
) -> bool:
    """One page's figures, printed and on the board. Whether the goal holds."""
    vendor = "PostgreSQL" if os.environ["DATABASE_URL"] else "SQLite"
    passed = pairs.rate >= LEAST_RATE and not pairs.failed
    passed = passed and pairs.p99 <= (measurement.most_p99 or pairs.p99)
    passed = passed and abs(cost.size / floor.size - 1) <= BYTES_APART
    name = f"{measurement.pages[page]}, {vendor}"
    figure = figures(pairs, cost, floor)
    print(f"{name}: {figure}")
    words = f"python -m {measurement.command} --rounds {asked.rounds} --seconds {asked.seconds}"
    scoreboard.write(
        id=f"speed of {name}",
        figure=figure,
        goal=measurement.goal,
        passed=passed,
        n=len(pairs.page),
        seconds=took,
        seed=asked.seed,
        command=words + (" --postgresql" if vendor == "PostgreSQL" else ""),
    )
    return passed


def main(measurement: Measurement, said: str, *, seconds: int, seed: int | None) -> int:
    """The command line of a measurement, whose page of help is what it `said`."""
    words = f"{said}\n{__doc__}"
    parser = argparse.ArgumentParser(prog=measurement.command, description=words)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--short", action="store_true", help="three rounds of three seconds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=seconds)
    parser.add_argument("--postgresql", action="store_true")
    parser.set_defaults(seed=None)
    if seed is not None:
        parser.add_argument("--seed", type=int, default=seed)
    asked = parser.parse_args()
    if asked.short:
        asked.rounds = asked.seconds = 3
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-speed-") as folder, database as url:
        in_production(folder, url, f"{measurement.command}.settings")
        passed = run(measurement, asked)
    return 0 if passed else 1
