"""All measurements on both databases, and every planted bug: in a minute, or in full.

Two rows of runs go on side by side, one of kills and one of cuts.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

CLEAN, CAUGHT = 0, 1
Runs = tuple[tuple[str, int], ...]

SHORT: tuple[Runs, ...] = (
    (
        ("kill --every 40", CLEAN),
        ("kill --every 40 --acts make --plant two-transactions", CAUGHT),
        ("server --kills 2", CLEAN),
    ),
    (
        ("power --cuts 10", CLEAN),
        ("power --cuts 3 --plant synchronous-normal", CAUGHT),
    ),
)
FULL: tuple[Runs, ...] = (
    (
        ("kill", CLEAN),
        ("kill --postgresql", CLEAN),
        ("server --kills 20", CLEAN),
        ("kill --every 10 --acts make --plant two-transactions", CAUGHT),
        ("kill --every 10 --acts make --plant ack-before-commit", CAUGHT),
        ("power --cuts 10 --plant synchronous-normal", CAUGHT),
        ("power --cuts 10 --plant ack-before-commit", CAUGHT),
        ("power --cuts 10 --postgresql --plant fsync-off", CAUGHT),
    ),
    (
        ("power", CLEAN),
        ("power --postgresql", CLEAN),
        ("power --postgresql --wheel", CLEAN),
    ),
)
TIERS = {"short": SHORT, "full": FULL}


def run(tier: str) -> int:
    """0 when each run ended as it must: clean, or with its planted bug caught."""
    began, rows = time.monotonic(), TIERS[tier]
    with ThreadPoolExecutor(len(rows)) as side_by_side:
        wrong = [said for row in side_by_side.map(run_each, rows) for said in row]
    count = sum(len(row) for row in rows)
    print(f"{tier}: {count} runs in {time.monotonic() - began:.0f} s", *wrong, sep="\n")
    return 1 if wrong else 0


def run_each(runs: Runs) -> list[str]:
    """One after the other; a sentence for each that did not end as it must."""
    return [said for words, wanted in runs if (said := run_one(words, wanted))]


def run_one(words: str, wanted: int) -> str:
    ended = subprocess.call([sys.executable, "-m", "quality.durability", *words.split()])
    return "" if ended == wanted else f"{words}: ended with {ended}, not {wanted}"
