"""What nobody would write, in every field: does nothing break, and is it kept and shown as typed?

    python -m quality.hostile [short] [--postgresql]

The walls' world on a database of its own. Plain words are sent first, through every field of every
form of every page, of the desk, a customer's page and the doors: they show where a text is kept and
which page shows it. Then our own list (NUL, halves of pairs, directions, ten thousand combining
marks, machines' languages ...), and the big list of naughty strings where QUALITY_BLNS names the
folder of the package `blns`. Counted are answers of 500 and above, texts kept otherwise than they
were typed (but for what `declared` says the house does), and texts that a page shows otherwise than
they are kept. Then addresses: two spellings of one mailbox have one account and are one customer;
two that look alike stay two. At last each bug is planted, and must be seen.

`short`: each of our own strings to some of the forms by turns; nothing is planted, and the pairs
are tried. Exit code 0 when nothing broke, nothing differs, no twins are, and all bugs were seen.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from typing import Any

from quality import scoreboard
from quality.private_database import private_database, set_up

GOAL = {"5xx": 0, "stored != typed": 0, "shown != stored": 0, "twins": 0}


def strings_through(trying: Any, known: list[Any], *, short: bool, turns_of: int) -> Any:
    """Our list and, by turns of so many, the big one; what was found."""
    measuring = importlib.import_module("quality.hostile.measuring")
    strings = importlib.import_module("quality.hostile.strings")
    one = measuring.Measuring(trying, known)
    turns = measuring.Turns
    if short:
        return one.each(strings.OWN, turns(words=8, rest=40, pages=2))
    one.each(strings.OWN, turns(asked=16))
    big = strings.big_list()
    print(f"{len(strings.OWN)} strings of our own, {len(big)} of the big list", flush=True)
    return one.each(big, turns(turns_of, 2 * turns_of, 8 * turns_of, 2 * turns_of))


def run(asked: argparse.Namespace, vendor: str) -> bool:
    began = time.monotonic()
    fields = importlib.import_module("quality.hostile.fields")
    measuring = importlib.import_module("quality.hostile.measuring")
    twins = importlib.import_module("quality.hostile.twins")
    ground = importlib.import_module("quality.hostile.ground")
    short = asked.tier == "short"
    with ground.ground() as here:
        trying = importlib.import_module("quality.hostile.trying").Trying(here)
        known = fields.find(here, trying, short=short)
        print(f"found in {time.monotonic() - began:.0f} s: {measuring.counted(known)}", flush=True)
        found = strings_through(trying, known, short=short, turns_of=asked.turns)
        pairs = list(twins.wrong(here, short=short))
        print(*found.told(), *(f"  {line}" for line in pairs), sep="\n")
        figure = {
            **found.figure,
            "twins": len(pairs),
            "taken": found.taken,
            "looked at": found.seen,
            **measuring.counted(known),
        }
        passed = found.is_fine and not pairs and found.taken > 0 and found.seen > 0
        command = f"python -m quality.hostile {asked.tier} --turns {asked.turns}"
        command += " --postgresql" if asked.postgresql else ""
        said: dict[str, Any] = {"seed": None, "command": command}
        print(figure, "passed" if passed else "FAILED", f"n {found.sent}", flush=True)
        scoreboard.write(
            id=f"H12 hostile strings, {vendor}",
            figure=figure,
            goal=GOAL,
            passed=passed,
            n=found.sent,
            seconds=time.monotonic() - began,
            **said,
        )
        return (short or planted(here, trying, known, vendor, said)) and passed


def planted(here: Any, trying: Any, known: Any, vendor: str, said: dict[str, Any]) -> bool:
    began = time.monotonic()
    seen = importlib.import_module("quality.hostile.planting").caught(here, trying, known)
    print(f"planted, and seen so often: {seen}")
    scoreboard.write(
        id=f"H12 hostile strings, {vendor}, planted",
        figure=seen,
        goal="each seen",
        passed=all(seen.values()),
        n=len(seen),
        seconds=time.monotonic() - began,
        **said,
    )
    return all(seen.values())


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.hostile", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("tier", nargs="?", choices=["short", "full"], default="full")
    parser.add_argument("--turns", type=int, default=4, help="the big list: to one form in so many")
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-hostile-") as folder, database as url:
        set_up(folder, url)
        return 0 if run(asked, "PostgreSQL" if url else "SQLite") else 1


if __name__ == "__main__":
    sys.exit(main())
