"""How light is the page of questions, and how fast is an answer taken?

    python -m quality.asked.speed [--rounds 5] [--seconds 6] [--postgresql]

The real server runs as `run` starts it, in production's settings. In alternating pairs sixteen
browsers press the floor (one durable row, behind the same middleware), and then the first page of
questions, each press somebody else's first. The page with all its style sheets is weighed, as it is
and as gzip sends it. Exit code 0 when both goals hold.
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
from typing import Any

from quality import scoreboard
from quality.private_database import private_database
from quality.served import free_port, in_production, serving

LEAST, HEAVIEST = 0.5, 40_000
MOST_A_SECOND = 400


def press(port: int, seconds: float, presses: list[Any]) -> dict[str, float]:
    words = [sys.executable, "-m", "quality.asked.clients", str(port), str(seconds)]
    said = subprocess.run(
        words, input=json.dumps(presses), capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(said.stdout)
    return found


def rate(found: dict[str, float]) -> float:
    return found["answers"] / found["seconds"]


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
    port, pairs, failed = free_port(), [], 0
    floors = [{"path": "/floor", "cookie": ""}] * most
    with serving(port):
        for n in range(asked.rounds + 1):
            ours = house.presses(town, most if n else 40)
            floor = press(port, asked.seconds if n else 2, floors)
            page = press(port, asked.seconds if n else 2, ours)
            failed += int(floor["failed"] + page["failed"])
            if n:  # The first only warms up.
                pairs.append((rate(page), rate(floor)))
                load = os.getloadavg()[0]
                print(
                    f"  {rate(page):.0f}/s beside {rate(floor):.0f}/s, load {load:.1f}", flush=True
                )
    ratio = statistics.median(one / other for one, other in pairs)
    return report(asked, pairs, ratio, failed, (heavy, packed), time.monotonic() - began)


def report(
    asked: argparse.Namespace,
    pairs: list[tuple[float, float]],
    ratio: float,
    failed: int,
    weight: tuple[int, int],
    took: float,
) -> bool:
    vendor = "PostgreSQL" if asked.postgresql else "SQLite"
    words = f"python -m quality.asked.speed --rounds {asked.rounds} --seconds {asked.seconds}"
    fast = ratio >= LEAST and not failed
    figure = {
        "rate": round(ratio, 2),
        "answers a second": round(statistics.median(one for one, _ in pairs)),
        "floor's": round(statistics.median(other for _, other in pairs)),
        "failed": failed,
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
        n=len(pairs),
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
