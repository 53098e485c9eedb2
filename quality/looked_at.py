"""Pages that one signed-in person looks at among very many rows, and how that is asked for."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from typing import Protocol

from quality.private_database import private_database
from quality.search.pressing import CLIENTS, Pressed, press
from quality.served import free_port, in_production, serving

Found = dict[str, Pressed]


class Pages(Protocol):
    """Addresses by the name of their page, and the cookie of whoever looks at them."""

    pages: dict[str, list[str]]

    @property
    def cookie(self) -> str: ...


def measured(house: Pages, seconds: float, clients: int = CLIENTS) -> Found:
    """Each page for so many seconds; a first one, or half of it, only warms up."""
    print(f"{clients} at once:")
    port, found = free_port(), {}
    with serving(port):
        for name, addresses in house.pages.items():
            press(addresses, port=port, seconds=min(1, seconds / 2), cookie=house.cookie)
            found[name] = one = press(
                addresses, port=port, seconds=seconds, cookie=house.cookie, clients=clients
            )
            print(
                f"  {name}: p50 {one.p50:.0f} ms, p99 {one.p99:.0f} ms, n {one.answers},"
                f" failed {one.failed}, load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
    return found


def too_slow(found: Found, most: float, *, short: bool) -> dict[str, int]:
    """The pages that take longer, by their 99th percentile; in the short tier by their median: the
    99th of a few dozen answers is the slowest of them.
    """
    took = {name: one.p50 if short else one.p99 for name, one in found.items()}
    return {name: round(ms) for name, ms in took.items() if ms > most}


def main(
    run: Callable[[argparse.Namespace], bool], *, name: str, says: str | None, rows: str, few: int
) -> int:
    """Run it as its command line asks, on a private database; 0 when it says that the goal holds.

    `rows` are what there are so many of, and `few` how many of them in the short tier.
    """
    parser = argparse.ArgumentParser(prog=f"quality.{name}", description=says)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--short", action="store_true", help=f"{few} {rows}, half a second each, medians"
    )
    parser.add_argument(f"--{rows}", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    if asked.short:
        vars(asked)[rows], asked.seconds = few, 0.5
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given, plain_role=True)
    with tempfile.TemporaryDirectory(prefix=f"makegood-{name}-") as folder, database as url:
        in_production(folder, url)
        return 0 if run(asked) else 1
