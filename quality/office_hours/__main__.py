"""Run all comparisons and say what is left unexplained."""

import os
import random
import sys
import time
from pathlib import Path

from quality.office_hours.compare import (
    PAIRS,
    compare_daylight,
    compare_schedules,
    compare_tables,
    random_pairs,
)
from quality.office_hours.seeds import ticket_pairs
from quality.office_hours.sweep import sweep

SEED = 20261123


def on_the_seeds(data: Path, dice: random.Random) -> int:
    """Returns how many disagreements are left unexplained."""
    pairs = ticket_pairs(data)
    print(f"{len(pairs)} pairs of moments of tickets, {PAIRS} random pairs, 2019 to 2022")
    print("no schedule of a ticket or holiday is in the seeds: all are put to the one that is")
    pairs += random_pairs(dice)
    return compare_schedules(data, pairs) + compare_tables(data, pairs) + compare_daylight(data)


def main() -> int:
    dice = random.Random(SEED)
    started = time.perf_counter()
    unexplained = 0
    data = Path(os.environ.get("QUALITY_DATA", "")) / "hours" / "zendesk_seeds"
    if os.environ.get("QUALITY_DATA") and data.is_dir():
        unexplained += on_the_seeds(data, dice)
    else:
        print("NOT MEASURED on the seeds: QUALITY_DATA names no folder with hours/zendesk_seeds")
    tried, wrong = sweep(dice)
    unexplained += wrong
    print(f"every zone, every change of clocks 2024 to 2035: n={tried} disagreements={wrong}")
    print(
        f"unexplained: {unexplained} (goal 0), {time.perf_counter() - started:.0f} s, seed {SEED}"
    )
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
