"""Is any letter lost, sent twice, or said to be sent when it was not?

    python -m quality.letters kills   [--kills 60] [--letters 5000] [--seed 1]
    python -m quality.letters zombies [--n 2] [--only STAGE …] [--seed 1]
    python -m quality.letters clock   [--n 1] [--only STEP …]
    python -m quality.letters faults  [--only FAULT …] [--quick]
    python -m quality.letters poison  [--n 500]
    python -m quality.letters headers [--n 50000] [--seed 1]
    python -m quality.letters drain   [--workers 1]
    python -m quality.letters postfix
    python -m quality.letters [short | full]

`kills` (QUALITY N2, N20, T6) kills and stops workers while letters drain to a sink; `zombies`
(N20) stops one at each stage of sending, until its lease is lost, and wakes it; `clock` (N18)
steps the clock under running workers (package faketime); `faults` (N6) tries everything that a
mail server can do to us (--quick with shorter patience); `poison` (N21) mixes in rows that always
fail; `headers` (H11) types what could become a header; `drain` counts letters a second; `postfix`
tries refusals and a drain against a real Postfix of its own (package postfix, as root).

Each takes --postgresql (SQLite otherwise) and --plant BUG. `short` and `full` run all of them, and
every planted bug. Exit code 0: the goal is held; a planted bug must end with 1. 77: something is
missing here.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import django

from quality import scoreboard
from quality.letters import faketime, tiers
from tests import postgresql

BUGS = (
    *("sent-before-sending", "random-message-id", "lost-answer-is-sent", "no-timeout"),
    *("lease-by-wall-clock", "tried-too-early", "waits-for-the-future", "no-fence"),
    *("names-with-meaning", "headers-by-hand", "poison-first", "poison-hidden"),
)
# The goal, and how many are tried unless --n says it.
BY_NUMBER = {
    "zombies": ("0 sent after the lease was lost, 0 lost, 0 in doubt without cause", 2),
    "clock": ("0 twice, 0 never, 0 early; 0 leases stolen while alive", 1),
    "poison": ("healthy rows' delay p99 <= 60 s, all poison seen", 500),
    "headers": ("0 with an extra header or recipient", 50_000),
}
IN_PARTS = ("zombies", "clock")
GOALS = {name: goal for name, (goal, _) in BY_NUMBER.items()} | {
    "kills": "0 lost, 0 under two IDs, 0 repeated outside the window, 0 orphans",
    "faults": "0 lost, 0 wrong, 0 too many, 0 under two IDs, others wait <= 30 s",
    "drain": ">= 50 letters/s",
    "postfix": "each refusal said as it was; 0 lost, 0 orphans",
}


def run(asked: argparse.Namespace) -> tuple[str, bool, int]:
    """The figure, whether it is good, and of how many."""
    planted = importlib.import_module("quality.letters.planting").BUGS.get(asked.plant)
    measured: Any = importlib.import_module(f"quality.letters.{asked.what}")
    if asked.what in BY_NUMBER:
        parts = {"only": asked.only} if asked.what in IN_PARTS else {}
        n = asked.n or BY_NUMBER[asked.what][1]
        said: tuple[str, bool, int] = measured.measure(n=n, seed=asked.seed, plant=planted, **parts)
        return said
    if asked.what == "kills":
        numbers = {"kills": asked.kills, "letters": asked.letters, "seed": asked.seed}
        found = measured.measure(**numbers, plant=planted)
        print(f"{found.letters} letters, {found.in_window} repeated in doubt", end=", ")
        print(f"{found.unknown} not known")
        return str(found), found.clean, asked.kills
    if asked.what == "faults":
        each = measured.measure(only=asked.only, plant=planted, quick=asked.quick)
        wrong = [one.fault for one in each if not one.clean]
        longest = max(one.stall for one in each)
        figure = f"{len(each) - len(wrong)} of {len(each)} faults, others waited {longest:.1f} s"
        return figure, not wrong, len(each)
    figure, clean, n = measured.measure(workers=asked.workers)
    return figure, clean, n


def write_down(asked: argparse.Namespace, said: tuple[str, bool, int], seconds: float) -> None:
    figure, clean, n = said
    base = "PostgreSQL" if os.environ["DATABASE_URL"] else "SQLite"
    print(f"{asked.what}, {base}: {figure} ({seconds:.0f} s)", flush=True)
    planted = f", planted {asked.plant}" if asked.plant else ""
    if asked.quick or asked.only:
        return
    scoreboard.write(
        id=f"letters {asked.what}, {base}{planted}",
        figure=figure,
        goal="caught" if asked.plant else GOALS[asked.what],
        passed=not clean if asked.plant else clean,
        n=n,
        seconds=seconds,
        seed=asked.seed if asked.what in {"kills", *BY_NUMBER} else None,
        command=f"python -m quality.letters {' '.join(sys.argv[1:])}",
    )


def database(asked: argparse.Namespace) -> AbstractContextManager[str]:
    """The DATABASE_URL to use; empty for SQLite."""
    return postgresql.server() if asked.postgresql else nullcontext("")


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="quality.letters", description=__doc__)
    whole.formatter_class = argparse.RawDescriptionHelpFormatter
    what = ["short", "full", *GOALS]
    whole.add_argument("what", nargs="?", default="short", choices=what)
    whole.add_argument("--kills", type=int, default=60)
    whole.add_argument("--letters", type=int, default=0)
    whole.add_argument("--n", type=int, default=0)
    whole.add_argument("--seed", type=int, default=1)
    whole.add_argument("--workers", type=int, default=1)
    whole.add_argument("--plant", choices=BUGS)
    whole.add_argument("--only", nargs="+", default=[])
    whole.add_argument("--quick", action="store_true")
    whole.add_argument("--postgresql", action="store_true")
    return whole


def main() -> int:
    asked = parser().parse_args()
    if asked.what in tiers.TIERS:
        return tiers.run(asked.what)
    if asked.what == "clock":
        faketime.take_hold()
    with tempfile.TemporaryDirectory() as folder, database(asked) as url:
        os.environ |= {
            "MAKEGOOD_MODE": "test",
            "MAKEGOOD_DATA": folder,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "makegood.config.settings",
        }
        django.setup()
        began = time.monotonic()
        said = run(asked)
        write_down(asked, said, time.monotonic() - began)
    return 0 if said[1] else 1


if __name__ == "__main__":
    sys.exit(main())
