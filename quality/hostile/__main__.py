"""What nobody would write, in every field: does nothing break, and is it kept and shown as typed?

    python -m quality.hostile [short | planted] [--postgresql]

The walls' world, on databases of its own: the forms are shared out to two processes. Plain words
are sent first, through every field of every form of every page, of the desk, a customer's page and
the doors: they show where a text is kept and which page shows it. Then our own list (NUL, halves of
pairs, directions, ten thousand combining marks, machines' languages ...), and the big list of
naughty strings where QUALITY_BLNS names the folder of the package `blns`. Counted are answers of
500 and above, texts kept otherwise than they were typed (but for what `declared` says the house
does), and texts that a page shows otherwise than they are kept. Then addresses: two spellings of
one mailbox have one account and are one customer; two that look alike stay two. At last each bug is
planted, and must be seen.

`short`: each of our own strings to some fields of a fixed sample by turns, in one process; nothing
is planted, and the pairs are tried. `planted`: the bugs alone. Exit code 0 when nothing broke,
nothing differs, no twins are, and all bugs were seen.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any

from quality import scoreboard
from quality.hostile.part import Asked, Part, measured

GOAL = {"5xx": 0, "stored != typed": 0, "shown != stored": 0, "twins": 0}
PARTS = 2


def every_part(asked: Asked) -> Part:
    """What all processes found, as one."""
    with ProcessPoolExecutor(asked.parts, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(partial(measured, asked), range(asked.parts)))
    whole = Part(Counter(), Counter(), [])
    for part in parts:
        whole.figure.update(part.figure)
        whole.counted.update(part.counted)
        whole.planted.update(part.planted)
        whole.told += part.told
        whole.processor += part.processor
    return whole


def run(asked: Asked, command: str) -> bool:
    began, row = time.monotonic(), "H12 hostile strings, "
    row += "PostgreSQL" if asked.postgresql else "SQLite"
    found = measured(asked, 0) if asked.parts == 1 else every_part(asked)
    said: dict[str, Any] = {"seed": None, "command": command}
    said["seconds"] = time.monotonic() - began
    passed = asked.tier == "planted" or strings_passed(found, row, said)
    return (asked.short or bugs_seen(found, row, said)) and passed


def strings_passed(found: Part, row: str, said: dict[str, Any]) -> bool:
    # Of a busy machine only the processor's time says what a quiet one would take.
    busy = {"processor seconds": round(found.processor), "load": round(os.getloadavg()[1], 1)}
    sent = found.counted.pop("sent")
    figure = {**found.figure, **found.counted, **busy}
    passed = found.is_fine and found.counted["taken"] > 0 and found.counted["looked at"] > 0
    print(*found.told, figure, "passed" if passed else "FAILED", sep="\n", flush=True)
    scoreboard.write(id=row, figure=figure, goal=GOAL, passed=passed, n=sent, **said)
    return passed


def bugs_seen(found: Part, row: str, said: dict[str, Any]) -> bool:
    seen = dict(found.planted)
    print(f"planted, and seen so often: {seen}; {found.processor:.0f} s of processor time")
    passed = bool(seen) and all(seen.values())
    row += ", planted"
    scoreboard.write(id=row, figure=seen, goal="each seen", passed=passed, n=len(seen), **said)
    return passed


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.hostile", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("tier", nargs="?", choices=["short", "full", "planted"], default="full")
    parser.add_argument("--turns", type=int, default=1, help="the big list: to one form in so many")
    parser.add_argument("--postgresql", action="store_true")
    said = parser.parse_args()
    parts = PARTS if said.tier == "full" else 1
    asked = Asked(said.tier, said.postgresql, said.turns, parts)
    command = f"python -m quality.hostile {said.tier} --turns {said.turns}"
    return 0 if run(asked, command + (" --postgresql" if said.postgresql else "")) else 1


if __name__ == "__main__":
    sys.exit(main())
