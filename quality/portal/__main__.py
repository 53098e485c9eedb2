"""Is the customer's page nearly as quick as a page that does the least?

    python -m quality.portal [--rounds 5] [--seconds 6] [--postgresql]

A customer has thirty promises and three notices. The real server runs as `run` starts it, in
production's settings, and four connections that hold the customer's pass press in alternating
pairs: the floor (floor.py: same middleware, door, frame and bytes, one query), then the page.
Figures are medians over the pairs, and ratios within a pair. Exit code 0 when the goal holds.
"""

from __future__ import annotations

import argparse
import importlib
import os
import secrets
import statistics
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.private_database import private_database, set_up
from quality.speed.__main__ import BYTES_APART, LEAST_RATE, Pairs, free_port, serving
from quality.speed.load import Pressed, press, presser

if TYPE_CHECKING:
    from quality.portal.house import House

ROWS = 30
FLOOR = "floor"


def measure(asked: argparse.Namespace, house: House, floor: str) -> Pairs:
    """Alternating pairs, as many rounds as asked; the first press of each only warms up."""
    port, found = free_port(), Pairs()

    def now(page: str, seconds: float) -> Pressed:
        address = f"http://localhost:{port}{house.where(page)}"
        return press(address, seconds=seconds, cookie=house.cookie)

    with serving(port):
        now(floor, 1)
        now("", 1)
        for _ in range(asked.rounds):
            found.floor.append(now(floor, asked.seconds))
            found.page.append(now("", asked.seconds))
            pair = f"{found.page[-1].rate:.0f}/s beside {found.floor[-1].rate:.0f}/s"
            print(f"  {pair}, load {os.getloadavg()[0]:.1f}", flush=True)
    return found


def run(asked: argparse.Namespace) -> bool:
    """One run, once Django is set up on its private database; whether the goal holds."""
    began = time.monotonic()
    house: House = importlib.import_module("quality.portal.house").House()
    fill = max(house.cost("").size - house.cost(FLOOR).size, 0) // ROWS
    floor = f"{FLOOR}?fill={fill}"
    page_cost, floor_cost = house.cost(""), house.cost(floor)
    print(f"page: {page_cost}; floor: {floor_cost}", flush=True)
    house.leave()
    pairs = measure(asked, house, floor)
    apart = abs(page_cost.size / floor_cost.size - 1)
    passed = pairs.rate >= LEAST_RATE and not pairs.failed and apart <= BYTES_APART
    figure = {
        "rate": round(pairs.rate, 2),
        "p99": round(pairs.p99, 2),
        "answers a second": round(statistics.median(one.rate for one in pairs.page)),
        "floor's": round(statistics.median(one.rate for one in pairs.floor)),
        "kB": round(page_cost.size / 1000),
        "floor's kB": round(floor_cost.size / 1000),
        "questions": page_cost.questions,
        "floor's questions": floor_cost.questions,
        "rate by processor time": round(floor_cost.warm / page_cost.warm, 2),
        "failed": pairs.failed,
        "pressed with": presser(),
    }
    vendor = "PostgreSQL" if os.environ["DATABASE_URL"] else "SQLite"
    print(f"portal, {vendor}: {figure}")
    words = f"python -m quality.portal --rounds {asked.rounds} --seconds {asked.seconds}"
    scoreboard.write(
        id=f"speed of the portal page, {vendor}",
        figure=figure,
        goal=f"rate >= {LEAST_RATE} of the floor's",
        passed=passed,
        n=asked.rounds,
        seconds=time.monotonic() - began,
        seed=None,
        command=words + (" --postgresql" if asked.postgresql else ""),
    )
    return passed


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.portal", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    database = private_database(on_postgresql=asked.postgresql, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-portal-") as folder, database as url:
        set_up(
            folder,
            url,
            MAKEGOOD_MODE="production",
            DJANGO_SETTINGS_MODULE="quality.portal.settings",
            SECRET_KEY=secrets.token_urlsafe(64),
            LINKS_KEY=secrets.token_urlsafe(64),
            BASE_URL="https://localhost",
            ALLOWED_HOSTS="localhost",
            BEHIND_PROXY="1",
        )
        passed = run(asked)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
