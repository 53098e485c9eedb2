"""The import of the real orders: how long, in how much memory, who waits for it, killed.

    python -m quality.imports [short] [--kills 20] [--seed 1]

Reads QUALITY_DATA/orders, or makes orders up (the short tier); everything on SQLite, in folders of
its own. Three measurements:

* beside a member who keeps pressing *Kept* and taking it back: the seconds of the import, its
  greatest memory over that of a program that only starts, and the member's wait at p99;
* ten times as many orders, looked through: how much more memory that takes;
* killed -9 half-way, by the rows that are done and spread over all of them, once more in the rest,
  and run to its end: is the export of everything the same to the byte as that of what came in at
  once? (All of it but the journal: of that the entries are the same, without their numbers, their
  order and the hour at which they were written.)

Exit code 0: all goals are met, and the planted bug (a batch that is shown before it is whole) is
caught at each kill, by the rows that are seen and by the export's bytes.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from quality import scoreboard
from quality.imports import made_up, run
from quality.orders import plain

FEW_ORDERS, FEW_KILLS = 1500, 3
GOAL_SECONDS, GOAL_WAIT, GOAL_MEMORY = 20.0, 0.5, 150.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.imports", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("tier", nargs="?", choices=["short"], help="orders of our own, few kills")
    asked = parser.parse_args()
    is_short = asked.tier == "short"
    data = Path(os.environ.get("QUALITY_DATA", "")).resolve() / "orders"
    if not is_short and not (os.environ.get("QUALITY_DATA") and (data / plain.FILE).is_file()):
        print("NOT MEASURED: QUALITY_DATA names no folder with orders/ in it.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        if is_short:
            data, asked.kills = Path(folder) / "made-up", FEW_KILLS
            data.mkdir()
            made_up.write(data, FEW_ORDERS, seed=asked.seed)
        house = run.House(Path(folder), data)
        # So few say nothing of the time: of them only what is lost or seen too early counts.
        timed = pressed(house) or is_short
        fine = [timed, remembered(house), killed(house, asked.kills, asked.seed)]
    return 0 if all(fine) else 1


def pressed(house: run.House) -> bool:
    """Beside a member at work."""
    idle = house.idle_memory()
    came, waits = house.beside_a_member()
    memory = came.memory - idle
    wait = sorted(waits)[int(len(waits) * 0.99)]
    print(
        f"{came.rows} rows in {came.seconds:.1f} s ({came.cpu:.1f} s of processor time), "
        f"{memory:.0f} MB over {idle:.0f}; {len(waits)} presses meanwhile, p99 "
        f"{wait * 1000:.0f} ms, slowest {max(waits) * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}"
    )
    passed = came.seconds <= GOAL_SECONDS and memory <= GOAL_MEMORY and wait <= GOAL_WAIT
    board(
        "orders brought in beside a member",
        f"{came.seconds:.1f} s ({came.cpu:.1f} s of processor time), {memory:.0f} MB over idle, "
        f"Kept p99 {wait * 1000:.0f} ms, load {os.getloadavg()[0]:.0f}",
        f"≤ {GOAL_SECONDS:.0f} s, ≤ {GOAL_MEMORY:.0f} MB, p99 ≤ {GOAL_WAIT * 1000:.0f} ms",
        passed,
        n=came.rows,
        seconds=came.seconds,
    )
    return passed


def remembered(house: run.House) -> bool:
    """Of ten times as many orders."""
    began = time.monotonic()
    once, tenfold = house.looked_through(1), house.looked_through(10)
    idle = house.idle_memory()
    print(
        f"looked through: {once.memory - idle:.0f} MB over idle; ten times as many rows: "
        f"{tenfold.memory - idle:.0f} MB, {tenfold.seconds:.1f} s"
    )
    passed = tenfold.memory - idle <= GOAL_MEMORY
    board(
        "memory of ten times the orders",
        f"{once.memory - idle:.0f} and {tenfold.memory - idle:.0f} MB over idle",
        f"≤ {GOAL_MEMORY:.0f} MB",
        passed,
        n=tenfold.rows,
        seconds=time.monotonic() - began,
    )
    return passed


def killed(house: run.House, kills: int, seed: int) -> bool:
    """Spread over all rows; and at each kill with the planted bug, in a copy."""
    began, chance = time.monotonic(), random.Random(seed)  # not for secrets
    house.at_once()
    differ = seen = 0
    caught = True
    for n in range(kills):
        one = house.killed_and_again((n + chance.random()) / kills, chance)
        differ, seen = differ + (not one.is_same), seen + one.early
        caught = caught and one.caught
        print(
            f"  {n + 1}: killed with {one.written} of {one.of} in, {one.times} times, "
            f"{'the same' if one.is_same else 'DIFFERENT'}, planted bug caught: {one.caught}"
        )
    print(f"{kills} killed: {differ} differ, {seen} seen half; the planted bug is caught: {caught}")
    passed = not differ and not seen and caught
    board(
        "orders killed and brought in again",
        f"{differ} differ, {seen} seen before all was in; planted bug caught: {caught}",
        "0 exports differ to the byte, 0 seen half",
        passed,
        n=kills,
        seconds=time.monotonic() - began,
        seed=seed,
    )
    return passed


def board(
    name: str,
    figure: str,
    goal: str,
    passed: bool,
    *,
    n: int,
    seconds: float,
    seed: int | None = None,
) -> None:
    scoreboard.write(
        id=f"{name}, SQLite",
        figure=figure,
        goal=goal,
        passed=passed,
        n=n,
        seconds=seconds,
        seed=seed,
        command="python -m quality.imports",
    )


if __name__ == "__main__":
    sys.exit(main())
