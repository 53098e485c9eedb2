"""H7: what anybody wrote, laid into every field that takes words: is it ever more than text?

    python -m quality.canaries [--no-browser] [--plant]

In the walls' world, and in a plumber's who has lived, each field of words holds `"><svg onload=…>`
with a number of its own, past all forms. Every page is asked for: of the desk, of customers, of
surveys by their links, the files that are taken away; and every letter is written anew. Counted are
canaries that stand there as markup, those that a browser (CHROMIUM) runs with no policy to hold it
back, and the fields that some place shows. At last one template trusts what it shows, and must be
seen. Exit code 0: none ran, none stands unescaped, every field was seen, the bug was caught.
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
from quality.private_database import set_up


def report(name: str, found: Any, seconds: float, *, planted: bool) -> bool:
    """The figures, printed and on the board; whether they are as they should be."""
    figure = {
        "ran": len(found.ran) if found.browser else "no browser",
        "unescaped": len(found.loose),
        "fields seen": f"{len(found.seen)} of {len(found.fields)}",
        "places": found.places,
    }
    broken = bool(found.loose or found.ran)
    passed = broken if planted else not broken and found.seen == found.fields
    print(f"{'ok   ' if passed else 'WRONG'} {name}: {figure} ({seconds:.0f} s)")
    for line in sorted({*found.loose, *found.ran, *(found.fields - found.seen)})[:40]:
        print(f"  {line}")
    goal = "caught" if planted else "0 ran, 0 unescaped, every field seen"
    command = "python -m quality.canaries" + (" --plant" if planted else "")
    scoreboard.write(
        id=name,
        figure=figure,
        goal=goal,
        passed=passed,
        n=len(found.fields),
        seconds=seconds,
        seed=None,
        command=command,
    )
    return passed


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.canaries", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--plant", action="store_true")
    asked = parser.parse_args()
    browser = "" if asked.no_browser else os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder, "")
        crawling: Any = importlib.import_module("quality.canaries.crawling")
        fine = []
        for planted in [True] if asked.plant else [False, True]:
            began = time.monotonic()
            found = crawling.crawled(browser, planted=planted)
            name = "H7 canaries in every field" + (", planted a trusting template" * planted)
            fine.append(report(name, found, time.monotonic() - began, planted=planted))
    return 0 if all(fine) and not asked.plant else 1


if __name__ == "__main__":
    sys.exit(main())
