"""Bringing in many rows, a chunk at a time, so that others get their turn between two."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.db import IntegrityError, connection
from django.utils import timezone

from makegood.domain.exchange.actions import bring_in
from makegood.domain.exchange.rules.arrivals import Arrival
from makegood.domain.exchange.rules.table import Bad
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.journal.queries import unfinished_import
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

# A chunk is one transaction, on SQLite one write lock. Its size follows the machine's pace.
FIRST_CHUNK, SMALLEST_CHUNK, LARGEST_CHUNK = 10, 5, 200
LOCK_GOAL = 0.5
# Who waits for SQLite's lock looks every tenth of a second: leave the door open for longer.
DOOR_OPEN = 0.12


def bring_in_chunks(
    business: Business, source: str, arrivals: Sequence[Arrival]
) -> tuple[list[Bad], float]:
    """Write these promises down: what the ledger refused, and the seconds of the longest chunk.

    An import of this source that was cut short goes on, in the same batch.
    """
    if not arrivals:
        return [], 0.0
    batch = _batch(business, source)
    bad, longest, size, done = list[Bad](), 0.0, FIRST_CHUNK, 0
    while done < len(arrivals):
        started = time.monotonic()
        bad += _bring_in(business, batch, arrivals[done : done + size])
        held = time.monotonic() - started
        longest, done, size = max(longest, held), done + size, next_size(size, held)
        if connection.vendor == "sqlite":
            time.sleep(DOOR_OPEN)
    with enter(business):
        publish_import(batch=batch, by=Actor("import", batch.pk), at=timezone.now())
    return bad, longest


def next_size(size: int, seconds: float) -> int:
    """How many rows to take next, when `size` of them took so many seconds: half a second's."""
    wanted = int(size * LOCK_GOAL / max(seconds, 0.001))
    return max(SMALLEST_CHUNK, min(wanted, 2 * size, LARGEST_CHUNK))


def _batch(business: Business, source: str) -> ImportBatch:
    """The batch to write into: one that was cut short goes on."""
    with enter(business):
        cut_short = unfinished_import(source)
        return cut_short or open_import(source=source, by=Actor("import"), at=timezone.now())


def _bring_in(business: Business, batch: ImportBatch, part: Sequence[Arrival]) -> list[Bad]:
    """One chunk, one transaction. Once more where another import wrote the same rows meanwhile."""

    def once() -> list[Bad]:
        with enter(business):
            by = Actor("import", batch.pk)
            return bring_in(batch=batch, arrivals=part, by=by, at=timezone.now())

    try:
        return once()
    except IntegrityError:
        return once()
