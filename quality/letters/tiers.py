"""All measurements of letters on both databases, and every planted bug: in minutes, or in full."""

from __future__ import annotations

import subprocess
import sys
import time

CLEAN, CAUGHT, MISSING = 0, 1, 77
QUICK = "faults --quick --only"

SHORT = (
    ("kills --kills 8", CLEAN),
    ("zombies --n 1 --only before\\ handing\\ over", CLEAN),
    ("clock --only an\\ hour\\ ahead", CLEAN),
    (f"{QUICK} half-open 450 550 250\\ lost", CLEAN),
    ("headers --n 500", CLEAN),
    (f"{QUICK} cut\\ after\\ DATA --plant random-message-id", CAUGHT),
    ("zombies --n 1 --only before\\ handing\\ over --plant no-fence", CAUGHT),
    ("headers --n 100 --plant headers-by-hand", CAUGHT),
)
FULL = (
    ("kills --kills 300 --letters 5000", CLEAN),
    ("kills --kills 300 --letters 5000 --postgresql", CLEAN),
    ("zombies", CLEAN),
    ("zombies --postgresql", CLEAN),
    ("clock", CLEAN),
    ("clock --postgresql", CLEAN),
    ("faults", CLEAN),
    ("faults --postgresql", CLEAN),
    ("poison", CLEAN),
    ("headers", CLEAN),
    ("drain", CLEAN),
    ("postfix", CLEAN),
    ("kills --kills 10 --plant sent-before-sending", CAUGHT),
    ("zombies --n 1 --plant no-fence", CAUGHT),
    ("clock --only an\\ hour\\ ahead a\\ day\\ back --plant lease-by-wall-clock", CAUGHT),
    ("clock --only an\\ hour\\ ahead --plant tried-too-early", CAUGHT),
    ("clock --only 2038 --plant waits-for-the-future", CAUGHT),
    (f"{QUICK} cut\\ after\\ DATA --plant random-message-id", CAUGHT),
    (f"{QUICK} cut\\ after\\ DATA --plant lost-answer-is-sent", CAUGHT),
    ("faults --only half-open --plant no-timeout", CAUGHT),
    ("poison --n 100 --plant poison-first", CAUGHT),
    ("poison --n 100 --plant poison-hidden", CAUGHT),
    ("headers --n 300 --plant names-with-meaning", CAUGHT),
    ("headers --n 300 --plant headers-by-hand", CAUGHT),
)
TIERS = {"short": SHORT, "full": FULL}


def run(tier: str) -> int:
    """0 when each run ended as it must: clean, or with its planted bug caught."""
    began = time.monotonic()
    wrong = [said for words, wanted in TIERS[tier] if (said := run_one(words, wanted))]
    print(f"{tier}: {len(TIERS[tier])} runs in {time.monotonic() - began:.0f} s", *wrong, sep="\n")
    return 1 if wrong else 0


def run_one(words: str, wanted: int) -> str:
    named = [word.replace("\0", " ") for word in words.replace("\\ ", "\0").split()]
    ended = subprocess.call([sys.executable, "-m", "quality.letters", *named])
    if ended == MISSING:
        print(f"SKIPPED: {words}")
    return "" if ended in {wanted, MISSING} else f"{words}: ended with {ended}, not {wanted}"
