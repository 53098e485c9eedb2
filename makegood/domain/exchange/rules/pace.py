"""How many rows are written at once: a chunk is one transaction, on SQLite one write lock."""

from __future__ import annotations

FIRST_CHUNK, SMALLEST_CHUNK, LARGEST_CHUNK = 50, 5, 500
# Seconds. Whoever presses *Kept* meanwhile waits for one chunk, and once more if luck is against
# them.
LOCK_GOAL = 0.25


def next_size(size: int, seconds: float) -> int:
    """How many rows to take next, when `size` of them took so many seconds."""
    wanted = int(size * LOCK_GOAL / max(seconds, 0.001))
    return max(SMALLEST_CHUNK, min(wanted, 2 * size, LARGEST_CHUNK))


# Seconds. Who waits for SQLite's lock looks every tenth of one: the door stands open for longer.
DOOR_OPEN = 0.12
