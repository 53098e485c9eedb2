"""P4: is whoever is asked, when, and in which words, the same whatever anybody answered?

    python -m quality.neutral [short] [--swaps 10000] [--people 400] [--plant gate | later | words]

Ten customers as they come: asked before, resting, stopped, without an address, without their
delivery, asked some days ago. Their scores are dealt out anew so many times, and each time all that
decides is asked again: who is due and in which order, who is dropped and why, who rests, who is
reminded, and the letter's every word. Then the whole way, once for so many people: planned,
asked, answered, reminded, with the scores turned over. Counted is what differs. At last each bug is
planted, and must be seen: only who gave four stars is asked, who gave less waits longer, who gave
five is asked in other words. Exit code 0: nothing differs, and all bugs were seen. `short`: a few.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from typing import Any

from quality import scoreboard
from quality.private_database import set_up

BUGS = ("gate", "later", "words")
SHORT = {"swaps": 200, "people": 12}
PLANTED = {"swaps": 50, "people": 8}


def report(name: str, differ: int, n: int, seconds: float, command: str) -> bool:
    """One figure, printed and on the board; whether it is as it should be."""
    planted = "planted" in name
    passed = bool(differ) if planted else not differ
    print(f"{'ok   ' if passed else 'WRONG'} {name}: {differ} of {n} differ ({seconds:.0f} s)")
    scoreboard.write(
        id=name,
        figure=f"{differ} differ",
        goal="caught" if planted else "0 differ",
        passed=passed,
        n=n,
        seconds=seconds,
        seed=1,
        command=command,
    )
    return passed


def measured(asked: argparse.Namespace, plant: str = "") -> list[bool]:
    """Both ways, with a bug if one is named."""
    dealing: Any = importlib.import_module("quality.neutral.dealing")
    size = PLANTED if plant else {"swaps": asked.swaps, "people": asked.people}
    command = f"python -m quality.neutral --swaps {size['swaps']} --people {size['people']}"
    named = f", planted {plant}" if plant else ""
    command += f" --plant {plant}" if plant else ""
    fine = []
    for what, measure, n in (
        ("scores dealt out anew", dealing.dealt, size["swaps"]),
        ("the whole way, scores turned over", dealing.turned_over, size["people"]),
    ):
        began = time.monotonic()
        with dealing.planted(plant):
            differ = measure(n)
        seconds = time.monotonic() - began
        fine.append(report(f"P4 {what}{named}", differ, n, seconds, command))
    return fine


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.neutral", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("tier", nargs="?", choices=["short", "full"], default="full")
    parser.add_argument("--swaps", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--plant", choices=BUGS, default="")
    asked = parser.parse_args()
    if asked.tier == "short":
        vars(asked).update(SHORT)
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder, "")
        fine = measured(asked, asked.plant)
        if not asked.plant:
            fine += [one for bug in BUGS for one in measured(asked, bug)]
    # A planted bug that is caught is a broken goal: whoever plants wants to see it.
    return 0 if all(fine) and not asked.plant else 1


if __name__ == "__main__":
    sys.exit(main())
