"""The command `server`: a private database, the real web server, and the figures on the board."""

from __future__ import annotations

import argparse
import importlib
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.durability.kill import set_up_quietly

if TYPE_CHECKING:
    from quality.durability.serving import Count


def run(asked: argparse.Namespace) -> int:
    """0 when nothing is lost, half done or there twice, else 1."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        set_up_quietly(folder, "")
        serving = importlib.import_module("quality.durability.serving")
        found: Count = serving.measure(folder=Path(folder), kills=asked.kills, seed=asked.seed)
        report(asked, found, time.monotonic() - began)
    return 0 if found.clean else 1


def report(asked: argparse.Namespace, found: Count, seconds: float) -> None:
    """Print the figures and put them on the board."""
    figure = f"{found.lost} lost, {found.halves} half done, {found.twice} twice"
    print(
        f"SQLite: web server killed {found.kills} times, {found.acknowledged} acts acknowledged: "
        f"{figure} ({seconds:.0f} s, seed {asked.seed})"
    )
    scoreboard.write(
        id="N3 web server killed, SQLite",
        figure=figure,
        goal="0 lost, 0 half done, 0 twice",
        passed=found.clean,
        n=found.kills,
        seconds=seconds,
        seed=asked.seed,
        command=f"python -m quality.durability server --kills {asked.kills} --seed {asked.seed}",
    )
