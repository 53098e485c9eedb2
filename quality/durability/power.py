"""The command `power`: a disk, a database on it, the cuts, and the figures on the board."""

from __future__ import annotations

import argparse
import importlib
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.durability import servers
from quality.durability.disks import Disk, come_apart, disk
from quality.durability.kill import set_up_quietly

if TYPE_CHECKING:
    from quality.durability.cutting import Count


def run(asked: argparse.Namespace) -> int:
    """0 when nothing is lost, half done or corrupt, else 1."""
    come_apart()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="makegood-cut-")))
        folder.chmod(0o755)  # PostgreSQL lives in it as nobody.
        inside = opened.enter_context(disk(folder))
        began = time.monotonic()
        found, vendor = measure(asked, inside, opened)
        report(asked, found, time.monotonic() - began, vendor)
    return 0 if found.clean else 1


def measure(asked: argparse.Namespace, inside: Disk, opened: ExitStack) -> tuple[Count, str]:
    """The run itself, and the database's name and version."""
    data, postgres, url, vendor = inside.home / "data", None, "", "SQLite"
    if asked.postgresql:
        postgres = opened.enter_context(servers.programs(wheel=asked.wheel))
        postgres.make(data)
        weak = asked.plant == "fsync-off"
        socket = opened.enter_context(postgres.running(data, fsync=not weak))
        url = f"postgresql://makegood@/postgres?host={socket}"
        vendor = f"PostgreSQL {postgres.version.partition('.')[0]}"
    set_up_quietly(str(inside.folder / "elsewhere" if postgres else data), url)
    books = inside.folder / "books"
    books.mkdir()
    cutting = importlib.import_module("quality.durability.cutting")
    found: Count = cutting.measure(
        disk=inside,
        books=books,
        bug=asked.plant,
        cuts=asked.cuts,
        seed=asked.seed,
        postgres=postgres,
    )
    return found, vendor


def report(asked: argparse.Namespace, found: Count, seconds: float, vendor: str) -> None:
    """Print the figures and put them on the board."""
    figure = (
        f"{found.losing} cuts lost {len(found.lost)} acts, {len(found.halves)} half done, "
        f"{found.corrupt} corrupt"
    )
    print(
        f"{vendor}: {found.cuts} cuts, {found.acknowledged} acts acknowledged: {figure} "
        f"({seconds:.0f} s, seed {asked.seed})"
    )
    for half in sorted(found.halves)[:10]:
        print(f"  half done: {half}")
    command = f"python -m quality.durability power --cuts {asked.cuts} --seed {asked.seed}"
    command += " --postgresql" if asked.postgresql else ""
    command += " --wheel" if asked.wheel else ""
    name, goal = f"N4 power cut, {vendor}", "0 cuts lost 0 acts, 0 half done, 0 corrupt"
    if asked.plant:
        name, goal = f"{name}, planted {asked.plant}", "caught"
        command += f" --plant {asked.plant}"
    scoreboard.write(
        id=name,
        figure=figure,
        goal=goal,
        passed=not found.clean if asked.plant else found.clean,
        n=found.cuts,
        seconds=seconds,
        seed=asked.seed,
        command=command,
    )
