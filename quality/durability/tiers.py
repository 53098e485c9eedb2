"""Both measurements on both databases, and every planted bug: in a minute, or in full."""

from __future__ import annotations

import subprocess
import sys
import time

CLEAN, CAUGHT = 0, 1

SHORT = (
    ("kill --every 40", CLEAN),
    ("kill --every 40 --acts make --plant two-transactions", CAUGHT),
    ("server --kills 2", CLEAN),
    ("power --cuts 10", CLEAN),
    ("power --cuts 3 --plant synchronous-normal", CAUGHT),
)
FULL = (
    ("kill", CLEAN),
    ("kill --postgresql", CLEAN),
    ("kill --every 10 --acts make --plant two-transactions", CAUGHT),
    ("kill --every 10 --acts make --plant ack-before-commit", CAUGHT),
    ("server", CLEAN),
    ("power", CLEAN),
    ("power --postgresql", CLEAN),
    ("power --postgresql --wheel", CLEAN),
    ("power --cuts 10 --plant synchronous-normal", CAUGHT),
    ("power --cuts 10 --plant ack-before-commit", CAUGHT),
    ("power --cuts 10 --postgresql --plant fsync-off", CAUGHT),
)
TIERS = {"short": SHORT, "full": FULL}


def run(tier: str) -> int:
    """0 when each run ended as it must: clean, or with its planted bug caught."""
    began, wrong = time.monotonic(), []
    for words, wanted in TIERS[tier]:
        ended = subprocess.call([sys.executable, "-m", "quality.durability", *words.split()])
        if ended != wanted:
            wrong.append(f"{words}: ended with {ended}, not {wanted}")
    print(f"{tier}: {len(TIERS[tier])} runs in {time.monotonic() - began:.0f} s", *wrong, sep="\n")
    return 1 if wrong else 0
