"""The work behind an export that is brought back, in jobs: looked through, then piece by piece.

As in `coming`: a piece is one transaction with the number of rows done.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import translation
from django_tasks import TaskContext, task

from makegood.domain.exchange.actions.pieces import A_PIECE, PIECES_IN_A_JOB, bring_in_piece
from makegood.domain.exchange.actions.returning import bring_back
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.exchange.queries import brought, get
from makegood.domain.exchange.queries.incoming import FIRST, Back, Incoming, Step
from makegood.domain.exchange.queries.rebuilding import already
from makegood.domain.exchange.rules.pace import DOOR_OPEN
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal


@task(takes_context=True)
def look_through(context: TaskContext, *, of_business: int, upload_id: int) -> None:
    """Say how much of an export would come in; the ledger stays as it is."""
    with _upload(of_business, upload_id, Stage.READING) as (business, upload):
        if upload is None:
            return
        with enter(business):
            waits = Upload.objects.filter(pk=upload.pk, batch=None, dropped_at=None)
            try:
                found = _counted(upload)
            except Refusal as refusal:
                waits.update(refused=refusal.sentence[: Upload.LONGEST_REFUSAL])
                return
            waits.update(found=found, rows=found["counts"]["lines"])


@task(takes_context=True)
def come_back(context: TaskContext, *, of_business: int, upload_id: int) -> None:
    """Bring in the next pieces of what was confirmed, and at the end show all of it."""
    with _upload(of_business, upload_id, Stage.COMING) as (business, upload):
        if upload is None:
            return
        with enter(business):
            incoming = Incoming(brought(upload)[0])
        with incoming:
            rows = incoming.rows(upload.done)
            for _ in range(PIECES_IN_A_JOB):
                if not bring_in_piece(business, upload, list(islice(rows, A_PIECE)), _write):
                    return
                if connection.vendor == "sqlite":
                    time.sleep(DOOR_OPEN)
        with enter(business):
            come_back.enqueue(of_business=of_business, upload_id=upload_id)


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


def _counted(upload: Upload) -> dict[str, Any]:
    counts = dict.fromkeys(("lines", "new", "here", "bad", "ratings", "people"), 0)
    counts |= dict.fromkeys(("kept", "late", "open", "withdrawn"), 0)
    with Incoming(brought(upload)[0]) as incoming:
        rows = incoming.rows()
        while part := list(islice(rows, A_PIECE)):
            counts["lines"] += len(part)
            here = already(part)
            for one in part:
                for name in _names(one, here):
                    counts[name] += 1
    return {"counts": counts, "examples": [], "wrong": [], "encoding": "UTF-8"}


def _names(one: Back, here: set[str]) -> Iterator[str]:
    """As what a row counts."""
    if one.said is None:
        yield "bad"
    elif one.step in FIRST or one.step is Step.UNDATED:
        yield "here" if one.key in here else "new"
        if one.step is Step.RATINGS:
            yield "ratings"
        elif one.step in {Step.PROMISES, Step.UNDATED}:
            yield _ending(one.said)


def _ending(said: dict[str, Any]) -> str:
    if said.get("kept_at"):
        return "late" if str(said["kept_at"]) > str(said.get("late_after") or "") else "kept"
    ended = said.get("withdrawn_at") or said.get("end_recorded") is False
    return "withdrawn" if ended else "open"


def _write(part: list[Back], batch: ImportBatch, upload: Upload, by: Actor, at: datetime) -> int:
    return bring_back(batch=batch, coming=part, instead=upload.brought_by, by=by, at=at).came
