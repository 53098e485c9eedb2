"""The work behind an export that is brought back, in jobs: looked through, then piece by piece.

As in `coming`: a piece is one transaction with the number of rows done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

from django.db import connection
from django.utils import translation
from django_tasks import TaskContext, task

from makegood.domain.exchange.actions.pieces import A_PIECE, PIECES_IN_A_JOB, bring_in_piece
from makegood.domain.exchange.actions.returning import bring_back
from makegood.domain.exchange.actions.rows import Outcome
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.exchange.queries import brought, get
from makegood.domain.exchange.queries.counting import counted
from makegood.domain.exchange.queries.incoming import Back, Incoming
from makegood.domain.exchange.queries.rebuilding import already
from makegood.domain.exchange.rules.pace import DOOR_OPEN
from makegood.foundation.files.queries import path_of
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal


@task(takes_context=True)
def look_through(context: TaskContext, *, of_business: int, upload_id: int) -> None:
    """Say how much of an export would come in; the ledger stays as it is."""
    look(of_business=of_business, upload_id=upload_id)


def look(*, of_business: int, upload_id: int) -> None:
    """Look through it here and now, unless that was done before."""
    with _upload(of_business, upload_id, Stage.READING) as (business, upload):
        if upload is None:
            return
        with enter(business):
            waits = Upload.objects.filter(pk=upload.pk, batch=None, dropped_at=None)
            try:
                with Incoming(path_of(brought(upload)[0])) as incoming:
                    counts = counted(incoming, already)
            except Refusal as refusal:
                waits.update(refused=refusal.sentence[: Upload.LONGEST_REFUSAL])
                return
            found = {"counts": counts, "examples": [], "wrong": [], "encoding": "UTF-8"}
            waits.update(found=found, rows=counts["lines"])


@task(takes_context=True)
def come_back(context: TaskContext, *, of_business: int, upload_id: int) -> None:
    """Bring in the next pieces of what was confirmed, and at the end show all of it."""
    if go_on(of_business=of_business, upload_id=upload_id, pieces=PIECES_IN_A_JOB):
        with enter(Business.objects.get(pk=of_business)):
            come_back.enqueue(of_business=of_business, upload_id=upload_id)


def go_on(
    *,
    of_business: int,
    upload_id: int,
    pieces: int,
    tell: Callable[[int], None] = lambda done: None,
) -> bool:
    """Bring in so many pieces more; whether some are left. `tell` hears how many rows are done.

    A worker may be at the same: whoever comes second to a piece leaves it.
    """
    with _upload(of_business, upload_id, Stage.COMING) as (business, upload):
        if upload is None:
            return False
        with enter(business):
            incoming = Incoming(path_of(brought(upload)[0]))
        with incoming:
            rows = incoming.rows(upload.done)
            for _ in range(pieces):
                if not bring_in_piece(business, upload, list(islice(rows, A_PIECE)), _write):
                    return False
                tell(upload.done)
                if connection.vendor == "sqlite":
                    time.sleep(DOOR_OPEN)
    return True


@contextmanager
def _upload(
    of_business: int, upload_id: int, stage: Stage
) -> Iterator[tuple[Business, Upload | None]]:
    """The upload, in the language of its business; None where it is at another stage by now."""
    business = Business.objects.get(pk=of_business)
    with translation.override(business.locale):
        with enter(business):
            upload = get(upload_id)
        yield business, upload if upload.stage is stage else None


def _write(
    part: list[Back], batch: ImportBatch, upload: Upload, by: Actor, at: datetime
) -> Outcome:
    return bring_back(batch=batch, coming=part, instead=upload.brought_by, by=by, at=at)
