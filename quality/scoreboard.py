"""The scoreboard: what was measured, against which goal, and how to repeat it."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

BOARD = Path(__file__).with_name("scoreboard.json")


def write(
    *,
    id: str,
    figure: object,
    goal: object,
    passed: bool,
    n: int,
    seconds: float,
    seed: int | None,
    command: str,
) -> None:
    """Put one row on the board, in the place of the row with the same id. `figure`, `goal`: JSON.

    The day is UTC. Safe when two measurements end at the same time; a figure that is no JSON
    raises TypeError, and the board stays as it was. With SCOREBOARD=off in the environment (the
    short tier) nothing is written: its figures would replace those of more n.
    """
    if os.environ.get("SCOREBOARD") == "off":
        return
    row = {
        "id": id,
        "figure": figure,
        "goal": goal,
        "pass": passed,
        "n": n,
        "seconds": round(seconds, 1),
        "seed": seed,
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "command": command,
    }
    folder = os.open(BOARD.parent, os.O_RDONLY)  # The board itself is another file after each row.
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        rows = json.loads(BOARD.read_text()) if BOARD.exists() else []
        rows = sorted([*(old for old in rows if old["id"] != id), row], key=lambda one: one["id"])
        beside = BOARD.with_suffix(".new")
        beside.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        beside.replace(BOARD)
    finally:
        os.close(folder)


def commit() -> str:
    """The short name of the commit that was measured; empty outside a checkout."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    said = subprocess.run(asked, cwd=BOARD.parent, capture_output=True, text=True, check=False)
    return said.stdout.strip()
