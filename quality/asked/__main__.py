"""Eight presses at once on one token: is any answer counted more than once?

    python -m quality.asked [short] [--rounds 1000] [--postgresql] [--plant no-unique]

Each round two people answer, one by a link of their own and one by the open link; eight browsers of
each send the same page in the same moment. Exit code 0: one response each, scored once, and nobody
met an error. A planted bug must end with 1: `no-unique` (nothing asks whether they have begun, and
the database does not mind), `no-lock` (PostgreSQL: no press waits for another). `short` runs a few
rounds and the first bug, on SQLite. With --postgresql, on one started for it.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.private_database import private_database, set_up

if TYPE_CHECKING:
    from quality.asked.race import Count

BUGS = ("no-unique", "no-lock")
SHORT, SHORT_PLANTED = 15, 2


def report(asked: argparse.Namespace, found: Count, seconds: float) -> bool:
    """The figures, printed and on the board; whether they are as they should be."""
    vendor = "PostgreSQL" if asked.postgresql else "SQLite"
    figure = (
        f"{found.twice} counted more than once, {found.lost} lost, {found.events} scored more or "
        f"less than once, {found.failed} errors"
    )
    name, goal = f"presses at once on one token, {vendor}", "0, 0, 0, 0"
    words = f"python -m quality.asked --rounds {found.rounds}"
    words += " --postgresql" if asked.postgresql else ""
    if asked.plant:
        name, goal = f"{name}, planted {asked.plant}", "caught"
        words += f" --plant {asked.plant}"
    passed = not found.clean if asked.plant else found.clean
    print(f"{'ok   ' if passed else 'WRONG'} {name}: {figure}; {found.statuses} ({seconds:.0f} s)")
    scoreboard.write(
        id=name,
        figure=figure,
        goal=goal,
        passed=passed,
        n=found.rounds,
        seconds=seconds,
        seed=None,
        command=words,
    )
    return passed


def run(asked: argparse.Namespace) -> bool:
    """On a private database; in the short tier once more with a bug."""
    race = importlib.import_module("quality.asked.race")
    town = race.furnished()
    plants = [asked.plant, "no-unique"] if asked.tier == "short" else [asked.plant]
    fine = []
    for asked.plant in plants:
        began = time.monotonic()
        logging.disable(logging.ERROR if asked.plant else logging.NOTSET)
        if asked.plant:
            race.BUGS[asked.plant]()
        rounds = SHORT_PLANTED if asked.plant and asked.tier == "short" else asked.rounds
        found: Count = race.measure(rounds, town)
        fine.append(report(asked, found, time.monotonic() - began))
    return all(fine)


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.asked", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("tier", nargs="?", choices=["short", "full"], default="full")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--plant", choices=BUGS, default="")
    asked = parser.parse_args()
    if asked.tier == "short":
        asked.rounds = SHORT
    with (
        tempfile.TemporaryDirectory() as folder,
        private_database(on_postgresql=asked.postgresql) as url,
    ):
        set_up(folder, url)
        fine = run(asked)
    # A planted bug that is caught is a broken goal: whoever plants wants to see it.
    return 0 if fine and (asked.tier == "short" or not asked.plant) else 1


if __name__ == "__main__":
    sys.exit(main())
