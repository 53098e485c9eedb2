"""A worker gives way: people wait for what others write, and nobody for the next job.

On SQLite one connection writes at a time, and who waits stands in no line: each looks again by
itself, ever more seldom. A worker that writes one job after the other would let hardly anybody in.
"""

from __future__ import annotations

import time

from django.db import connection

# Seconds. A job that works out what somebody pressed takes about eight thousandths.
GIVES_WAY = 0.03
REMEMBERS = 1.0


class Manners:
    """What one worker has seen of others' writing."""

    def __init__(self) -> None:
        self._version = 0
        self._seen_at = float("-inf")

    def give_way(self) -> None:
        """Leave the database to others for a moment, where somebody else wrote within a second.

        The sign is SQLite's own: `PRAGMA data_version` changes when another connection commits.
        """
        if connection.vendor != "sqlite":
            return
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone()
        at = time.monotonic()
        if version != self._version:
            self._version, self._seen_at = version, at
        if at - self._seen_at < REMEMBERS:
            time.sleep(GIVES_WAY)
