"""Are Today and the ledger nearly as quick as a page that does the least?

    python -m quality.speed [--short] [--postgresql] [--rounds 5] [--seconds 10]

On a private database with 10,000 open promises the real server runs as `run` starts it (granian
with two blocking threads, and the idle worker), in production's settings. Over loopback four
connections of one signed-in person press, in alternating pairs: the floor, Today, the floor, the
ledger, and so on. The floor (see floor.py) has the same middleware, door and frame, fifty rows
from one indexed query and the same bytes. Figures are medians over the pairs, and ratios within a
pair, because a shared machine is slower one minute and quicker the next. The same page is asked
for over and over, so its rows were drawn before (see ui/drawn.py); what a page costs
whose every row is new stands beside it.

With DATABASE_URL, on that database, which must be empty and private; with --postgresql, on one
started for it; else on SQLite. Exit code 0 when the goal holds.
"""

from __future__ import annotations

import argparse
import http.client
import importlib
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.private_database import private_database, set_up
from quality.speed.load import Pressed, press, presser

if TYPE_CHECKING:
    from quality.speed.house import Cost, House

PAGES = ("today", "ledger")
LEAST_RATE = 0.6
MOST_P99 = 2.0
BYTES_APART = 0.2
ROWS = 50
START_SECONDS = 60.0


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


def words(asked: argparse.Namespace, vendor: str) -> str:
    """The command that repeats this run."""
    said = f"python -m quality.speed --rounds {asked.rounds} --seconds {asked.seconds}"
    return said + (" --postgresql" if vendor == "PostgreSQL" else "")


@contextmanager
def serving(port: int) -> Iterator[None]:
    """The server and its worker, as `run` starts them, until the block ends."""
    running = subprocess.Popen([sys.executable, "-m", "makegood", "run", "--port", str(port)])
    try:
        wait_for(port, running)
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(90)


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and running.poll() is None:
        try:
            here = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            here.request("GET", "/sign-in", headers={"Host": "localhost"})
            here.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def fill_for(house: House, page: str, floor: str) -> str:
    """The floor's address with as many bytes as the page."""
    missing = house.cost(page).size - house.cost(floor).size
    return f"{floor}?fill={max(missing, 0) // ROWS}"


def measure(asked: argparse.Namespace, house: House, floors: dict[str, str]) -> dict[str, Pairs]:
    """Alternating pairs, as many rounds as asked; the first press of each page only warms up."""
    port = free_port()
    found = {page: Pairs() for page in PAGES}

    def now(page: str, seconds: float) -> Pressed:
        address = f"http://localhost:{port}{house.where(page)}"
        return press(address, seconds=seconds, cookie=house.cookie)

    with serving(port):
        for page in PAGES:
            now(floors[page], 1)
            now(page, 1)
        for _ in range(asked.rounds):
            for page, pairs in found.items():
                pairs.floor.append(now(floors[page], asked.seconds))
                pairs.page.append(now(page, asked.seconds))
                print(
                    f"  {page}: {pairs.page[-1].rate:.0f}/s beside {pairs.floor[-1].rate:.0f}/s,"
                    f" p99 {pairs.page[-1].p99:.0f} ms beside {pairs.floor[-1].p99:.0f} ms",
                    flush=True,
                )
    return found


def report(
    page: str, pairs: Pairs, cost: Cost, floor: Cost, asked: argparse.Namespace, took: float
) -> bool:
    """One page's figures, printed and on the board. Whether the goal holds."""
    vendor = "PostgreSQL" if os.environ["DATABASE_URL"] else "SQLite"
    apart = cost.size / floor.size
    passed = pairs.rate >= LEAST_RATE and pairs.p99 <= MOST_P99 and not pairs.failed
    passed = passed and abs(apart - 1) <= BYTES_APART
    figure = {
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
        "rate by processor time, every row drawn anew": round(floor.warm / cost.cold, 2),
        "failed": pairs.failed,
        "pressed with": presser(),
    }
    print(f"{page}, {vendor}: {figure}")
    scoreboard.write(
        id=f"speed of {page}, {vendor}",
        figure=figure,
        goal=f"rate >= {LEAST_RATE} of the floor's, p99 <= {MOST_P99:.0f} times the floor's",
        passed=passed,
        n=len(pairs.page),
        seconds=took,
        seed=asked.seed,
        command=words(asked, vendor),
    )
    return passed


def run(asked: argparse.Namespace) -> bool:
    """One run, once Django is set up on its private database."""
    began = time.monotonic()
    house: House = importlib.import_module("quality.speed.house").House(seed=asked.seed)
    floors = {page: fill_for(house, page, "floor") for page in PAGES}
    costs = {page: (house.cost(page), house.cost(floors[page])) for page in PAGES}
    for page, (cost, floor) in costs.items():
        print(f"{page}: {cost}; floor: {floor}", flush=True)
    house.leave()
    found = measure(asked, house, floors)
    took = time.monotonic() - began
    passed = [report(page, found[page], *costs[page], asked, took) for page in PAGES]
    return all(passed)


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.speed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--short", action="store_true", help="three rounds of three seconds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    if asked.short:
        asked.rounds = asked.seconds = 3
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-speed-") as folder, database as url:
        set_up(
            folder,
            url,
            MAKEGOOD_MODE="production",
            DJANGO_SETTINGS_MODULE="quality.speed.settings",
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
