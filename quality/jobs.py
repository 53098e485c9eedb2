"""Workers are killed at random: is any job lost, is any effect there twice?

    python -m quality.jobs [--kills 60] [--postgresql] [--plant no-fence] [--seed 1]

Workers (the `work` command) drain jobs of three kinds on a private database: an effect that
commits with the job's end, one guarded by a row of its own, and a journal delivery. All the
while one is killed (-9), and now and then two are stopped for longer than a lease and woken, as
zombies. Some jobs are enqueued in transactions that are rolled back: they must not run.

Exit code 0: nothing lost, nothing twice, no ghosts. A planted bug must end with 1:
`done-before-effect` (loses) and `no-fence` (doubles). With DATABASE_URL, on that database,
which must be empty and private; with --postgresql, on one started for it; else on SQLite.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.private_database import private_database, set_up

if TYPE_CHECKING:
    from quality.jobs_torment import Count

BUGS = ("done-before-effect", "no-fence")


def report(asked: argparse.Namespace, found: Count, seconds: float, vendor: str) -> None:
    """Print the figures and put them on the board."""
    figure = f"{found.lost} lost, {found.twice} twice, {found.ghosts} ghosts"
    print(
        f"{vendor}: {asked.kills} kills, {found.asked} jobs, {found.again} run again, "
        f"{found.attempts} attempts: {figure} ({seconds:.0f} s, seed {asked.seed})"
    )
    command = f"python -m quality.jobs --kills {asked.kills} --seed {asked.seed}"
    command += " --postgresql" if vendor == "PostgreSQL" else ""
    name, goal = f"jobs killed, {vendor}", "0 lost, 0 twice, 0 ghosts"
    if asked.plant:
        name, goal = f"{name}, planted {asked.plant}", "caught"
        command += f" --plant {asked.plant}"
    scoreboard.write(
        id=name,
        figure=figure,
        goal=goal,
        passed=not found.clean if asked.plant else found.clean,
        n=asked.kills,
        seconds=seconds,
        seed=asked.seed,
        command=command,
    )


def measure(asked: argparse.Namespace, folder: str, url: str) -> Count:
    """The run itself, once the environment names its private database."""
    set_up(folder, url)
    torment = importlib.import_module("quality.jobs_torment")
    found: Count = torment.measure(bug=asked.plant, kills=asked.kills, seed=asked.seed)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.jobs", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=BUGS)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given)
    with tempfile.TemporaryDirectory() as folder, database as url:
        began = time.monotonic()
        found = measure(asked, folder, url)
        report(asked, found, time.monotonic() - began, "PostgreSQL" if url else "SQLite")
    return 0 if found.clean else 1


if __name__ == "__main__":
    sys.exit(main())
