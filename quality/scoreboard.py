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

    The day is UTC. Safe when two measurements end at the same time. With SCOREBOARD=off in the
    environment (the short tier) nothing is written: its figures would replace those of more n.
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
    with BOARD.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        rows = json.loads(file.read() or "[]")
        rows = sorted([*(old for old in rows if old["id"] != id), row], key=lambda one: one["id"])
        file.truncate(0)
        file.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


def commit() -> str:
    """The short name of the commit that was measured; empty outside a checkout."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    said = subprocess.run(asked, cwd=BOARD.parent, capture_output=True, text=True, check=False)
    return said.stdout.strip()
