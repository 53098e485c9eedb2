"""Bringing in many rows, a chunk at a time, so that others get their turn between two."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from django.db import IntegrityError, connection
from django.utils import timezone

from makegood.domain.exchange.actions.rows import Outcome, bring_in
from makegood.domain.exchange.queries import known
from makegood.domain.exchange.rules.pace import DOOR_OPEN, FIRST_CHUNK, next_size
from makegood.domain.exchange.rules.sorting import Coming
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.journal.queries import unfinished_import
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter


def bring_in_chunks(
    *,
    business: Business,
    source: str,
    coming: Iterable[Coming],
    tell: Callable[[int], None] = lambda done: None,
) -> Outcome:
    """Write these rows down, unseen, and at the end show them all at once.

    An import of this source that was cut short goes on, in the same batch. `tell` hears after
    each chunk how many rows are done. Refused while another import is under way.
    """
    whole, size, done = Outcome(), FIRST_CHUNK, 0
    batch: ImportBatch | None = None
    rows = iter(coming)
    while part := list(islice(rows, size)):
        batch = batch or _batch(business, source, part)
        began = time.monotonic()
        whole.add(_bring_in(business, batch, part) if batch else Outcome(here=len(part)))
        size = next_size(size, time.monotonic() - began)
        done += len(part)
        tell(done)
        if connection.vendor == "sqlite":
            time.sleep(DOOR_OPEN)
    if batch is not None:
        with enter(business):
            publish_import(batch=batch, by=Actor("import", batch.pk), at=timezone.now())
    return whole


def _batch(business: Business, source: str, part: Sequence[Coming]) -> ImportBatch | None:
    """The batch to write into: one that was cut short goes on. None while nothing is new."""
    with enter(business):
        cut_short = unfinished_import(source)
        keys = {one.key for one in part}
        if cut_short is not None or known(keys) == keys:
            return cut_short
        return open_import(source=source, by=Actor("import"), at=timezone.now())


def _bring_in(business: Business, batch: ImportBatch, part: Sequence[Coming]) -> Outcome:
    """One chunk, one transaction. Once more where another run wrote the same rows meanwhile."""

    def once() -> Outcome:
        with enter(business):
            by = Actor("import", batch.pk)
            return bring_in(batch=batch, coming=part, by=by, at=timezone.now())

    try:
        return once()
    except IntegrityError:
        return once()
