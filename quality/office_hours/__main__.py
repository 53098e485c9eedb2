"""Run all comparisons and say what is left unexplained."""

import os
import random
import sys
import time
from pathlib import Path

from quality import scoreboard
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
GOAL = "0 unexplained"


def on_the_seeds(data: Path, dice: random.Random) -> tuple[int, int]:
    """How many pairs of moments were put to every schedule; disagreements left unexplained."""
    pairs = ticket_pairs(data)
    print(f"{len(pairs)} pairs of moments of tickets, {PAIRS} random pairs, 2019 to 2022")
    print("no schedule of a ticket or holiday is in the seeds: all are put to the one that is")
    pairs += random_pairs(dice)
    parts = (compare_schedules(data, pairs), compare_tables(data, pairs), compare_daylight(data))
    return len(pairs), sum(parts)


def note(name: str, n: int, unexplained: int, seconds: float) -> None:
    """One comparison, printed and on the board."""
    print(f"{name}: n={n}, unexplained {unexplained} (goal 0), {seconds:.0f} s, seed {SEED}")
    scoreboard.write(
        id=f"office hours, {name}",
        figure=f"{unexplained} unexplained",
        goal=GOAL,
        passed=not unexplained,
        n=n,
        seconds=seconds,
        seed=SEED,
        command="python -m quality.office_hours",
    )


def main() -> int:
    dice, left = random.Random(SEED), 0
    data = Path(os.environ.get("QUALITY_DATA", "")) / "hours" / "zendesk_seeds"
    if os.environ.get("QUALITY_DATA") and data.is_dir():
        began = time.perf_counter()
        n, unexplained = on_the_seeds(data, dice)
        note("on the seeds", n, unexplained, time.perf_counter() - began)
        left += unexplained
    else:
        print("NOT MEASURED on the seeds: QUALITY_DATA names no folder with hours/zendesk_seeds")
    began = time.perf_counter()
    tried, wrong = sweep(dice)
    note("every zone and change of clocks 2024-2035", tried, wrong, time.perf_counter() - began)
    return 1 if left + wrong else 0


if __name__ == "__main__":
    sys.exit(main())
