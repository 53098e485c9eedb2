"""The command `kill`: sets up a private database, measures, puts the figures on the board."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.private_database import private_database, set_up

if TYPE_CHECKING:
    from quality.durability.killing import Count


def run(asked: argparse.Namespace) -> int:
    """0 when nothing is lost or half done, else 1."""
    # Only processes are killed, no machine: memory is as good as a disk, and quicker.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    database = private_database(on_postgresql=asked.postgresql)
    with tempfile.TemporaryDirectory(dir=memory) as folder, database as url:
        began = time.monotonic()
        set_up_quietly(folder, url)
        torment = importlib.import_module("quality.durability.killing")
        found: Count = torment.measure(
            folder=Path(folder),
            acts=asked.acts,
            bug=asked.plant,
            every=asked.every,
            seed=asked.seed,
        )
        report(asked, found, time.monotonic() - began, "PostgreSQL" if url else "SQLite")
    return 0 if found.clean else 1


def set_up_quietly(folder: str, url: str) -> None:
    """Django on this database. A press made again is refused with a 422: that is its use."""
    set_up(folder, url)
    logging.getLogger("django.request").setLevel(logging.ERROR)


def report(asked: argparse.Namespace, found: Count, seconds: float, vendor: str) -> None:
    """Print the figures and put them on the board."""
    tried = found.points.total()
    acts = {
        act: sum(n for (a, _), n in found.points.items() if a == act) for act, _ in found.points
    }
    figure = f"{len(found.lost)} lost, {len(found.halves)} half done, {len(found.twice)} twice"
    print(
        f"{vendor}: killed at {tried} points {acts}; {len(found.acknowledged)} acts acknowledged, "
        f"{found.whole} of the killed were whole, the rest undone: {figure} "
        f"({seconds:.0f} s, seed {asked.seed})"
    )
    for call, n in sorted(found.points.items()):
        print(f"  {' at '.join(call)}: {n}")
    for missed in found.missed:
        print(f"  not tried: {missed}")
    command = f"python -m quality.durability kill --every {asked.every} --seed {asked.seed}"
    command += " --postgresql" if asked.postgresql else ""
    command += f" --acts {' '.join(asked.acts)}" if len(asked.acts) < 6 else ""
    name, goal = f"N3 kill at every durable point, {vendor}", "0 lost, 0 half done, 0 twice"
    if asked.plant:
        name, goal = f"{name}, planted {asked.plant}", "caught"
        command += f" --plant {asked.plant}"
    scoreboard.write(
        id=name,
        figure=figure,
        goal=goal,
        passed=not found.clean if asked.plant else found.clean,
        n=tried,
        seconds=seconds,
        seed=asked.seed,
        command=command,
    )
