"""How light is the page of questions, and how fast is an answer taken?

    python -m quality.asked.speed [--rounds 5] [--seconds 6] [--postgresql]

The real server runs as `run` does, in production's settings. In turn sixteen browsers press the
floor (one durable row, behind the same middleware), the same behind the door that looks at a pass,
and the first page of questions, each press somebody else's first, while the worker works out what
was pressed; the next round begins when it is done. The page with all its style
sheets is weighed, as it is and as gzip sends it. Exit code 0 when both goals hold.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import Any

from quality import scoreboard
from quality.private_database import private_database
from quality.served import free_port, in_production, processor_seconds, serving

LEAST, HEAVIEST = 0.5, 40_000
MOST_A_SECOND = 400
Pressed = dict[str, float]


@dataclass
class Rates:
    """Answers a second in each round: of the page, of the floor, of the floor behind its door; and
    what each answer of theirs took of the processor, in milliseconds. `left`: for how many seconds
    the worker went on after a round.
    """

    page: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    door: list[float] = field(default_factory=list)
    took: list[tuple[float, ...]] = field(default_factory=list)
    left: list[float] = field(default_factory=list)

    def add(self, page: Pressed, floor: Pressed, door: Pressed) -> None:
        for rates, one in ((self.page, page), (self.floor, floor), (self.door, door)):
            rates.append(one["answers"] / one["seconds"])
        self.took.append(tuple(1000 * one["used"] / one["answers"] for one in (page, floor, door)))
        said = f"{self.page[-1]:.0f}/s beside {self.floor[-1]:.0f}/s and {self.door[-1]:.0f}/s"
        took = " ".join(f"{ms:.2f}" for ms in self.took[-1])
        load = os.getloadavg()[0]
        print(f"  {said}, {took} ms of the processor each, load {load:.1f}", flush=True)

    def beside(self, floor: list[float]) -> float:
        """The page's rate of a floor's, the median over the rounds."""
        return statistics.median(one / other for one, other in zip(self.page, floor, strict=True))

    def by_processor(self) -> float:
        """The same by what they took of the processor, whoever else was busy here; 0: not known."""
        return statistics.median(floor / page if page else 0.0 for page, floor, _ in self.took)


def press(port: int, seconds: float, presses: list[Any], run: int) -> Pressed:
    words = [sys.executable, "-m", "quality.asked.clients", str(port), str(seconds)]
    before = processor_seconds(run)
    said = subprocess.run(
        words, input=json.dumps(presses), capture_output=True, text=True, check=True
    )
    return {**json.loads(said.stdout), "used": processor_seconds(run) - before}


def weighed(shown: str, read: Any) -> tuple[int, int]:
    """Bytes of a page with all its style sheets, as they are and as gzip sends them."""
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', shown)
    parts = [shown.encode(), *(read(sheet) for sheet in sheets)]
    return sum(map(len, parts)), sum(len(gzip.compress(part, 6)) for part in parts)


def measure(asked: argparse.Namespace) -> bool:
    house = importlib.import_module("quality.asked.house")
    began = time.monotonic()
    town = house.furnished()
    heavy, packed = weighed(*house.page_of(town))
    most = int(asked.seconds * MOST_A_SECOND)
    port, failed, found = free_port(), 0, Rates()
    floors = [{"path": "/floor", "cookie": "", "overall": "5"}] * most
    with serving(port) as run:
        for n in range(asked.rounds + 1):
            seconds = asked.seconds if n else 2  # The first only warms up.
            ours = house.presses(town, most if n else 40)
            door = {**ours[0], "path": ours[0]["path"].replace("answers", "floor")}
            floor, behind, page = (
                press(port, seconds, presses, run) for presses in (floors, [door] * most, ours)
            )
            # What the worker has left to do would slow down the next floor.
            found.left.append(house.worked_out(town))
            failed += int(floor["failed"] + behind["failed"] + page["failed"])
            if n:
                found.add(page, floor, behind)
    return report(asked, found, failed, (heavy, packed), time.monotonic() - began)


def report(
    asked: argparse.Namespace, found: Rates, failed: int, weight: tuple[int, int], took: float
) -> bool:
    vendor = "PostgreSQL" if asked.postgresql else "SQLite"
    words = f"python -m quality.asked.speed --rounds {asked.rounds} --seconds {asked.seconds}"
    fast = found.beside(found.floor) >= LEAST and not failed
    figure = {
        "rate": round(found.beside(found.floor), 2),
        "rate beside the floor behind the same door": round(found.beside(found.door), 2),
        "rate by processor time": round(found.by_processor(), 2),
        "ms of the processor: page, floor, floor behind the door": [
            round(statistics.median(each), 2) for each in zip(*found.took, strict=True)
        ],
        "answers a second": round(statistics.median(found.page)),
        "floor's": round(statistics.median(found.floor)),
        "failed": failed,
        "seconds until all was worked out, at most": round(max(found.left), 1),
        "load": round(os.getloadavg()[0], 1),
    }
    light = weight[0] <= HEAVIEST
    said = {"bytes": weight[0], "bytes as gzip": weight[1]}
    print(f"{vendor}: {figure}, {said}")
    scoreboard.write(
        id=f"answers taken, {vendor}",
        figure=figure,
        goal=f"rate >= {LEAST} of one durable row's",
        passed=fast,
        n=len(found.page),
        seconds=took,
        seed=None,
        command=words + (" --postgresql" if asked.postgresql else ""),
    )
    scoreboard.write(
        id="weight of the page of questions",
        figure=said,
        goal=f"<= {HEAVIEST} bytes with its style sheets",
        passed=light,
        n=1,
        seconds=took,
        seed=None,
        command=words,
    )
    return fast and light


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.asked.speed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    database = private_database(on_postgresql=asked.postgresql, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-asked-") as folder, database as url:
        in_production(folder, url, "quality.asked.settings")
        fine = measure(asked)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
