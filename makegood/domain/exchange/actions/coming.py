"""The work behind an upload, in jobs: looking through it, and bringing it in piece by piece.

A piece is one transaction with the number of rows done, so that a worker that dies leaves no row
half done and the next one goes on behind the last that is. Between two pieces others write.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation
from django_tasks import TaskContext, task

from makegood.domain.exchange.actions.pieces import (
    A_PIECE,
    PIECES_IN_A_JOB,
    bring_in_piece,
    keep_left_out,
)
from makegood.domain.exchange.actions.rows import Outcome, bring_in
from makegood.domain.exchange.models import Stage, Upload, UploadedFile
from makegood.domain.exchange.queries import get, known, reading_of
from makegood.domain.exchange.rules.arrivals import Arrival
from makegood.domain.exchange.rules.leftovers import LeftOut
from makegood.domain.exchange.rules.opening import AddressBook
from makegood.domain.exchange.rules.pace import DOOR_OPEN
from makegood.domain.exchange.rules.people import Person
from makegood.domain.exchange.rules.sorting import Coming, Reading, Tally, noticed_in
from makegood.domain.exchange.rules.table import Bad
from makegood.foundation.jobs.holding import still_mine
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal

AT_ONCE = 500
MOST_SHOWN = 8
MOST_NOTICED = 200
Rows = list[list[Coming | Bad]]


@task(takes_context=True)
def read_through(context: TaskContext, *, of_business: int, upload_id: int) -> None:
    """Look through what was brought, and say what would happen; the ledger stays as it is."""
    business = Business.objects.get(pk=of_business)
    with translation.override(business.locale):
        with enter(business):
            upload = get(upload_id)
            if upload.stage is not Stage.READING:
                return
            said = upload.mapping
        try:
            with enter(business):
                found, left_out, columns = _looked_through(upload)
        except Refusal as refusal:
            _note(business, upload, said, refused=refusal.sentence[: Upload.LONGEST_REFUSAL])
        else:
            files = left_out.files(columns, str(upload.pk))
            _note(business, upload, said, found=found, files=files)


@task(takes_context=True)
def come_in(context: TaskContext, *, of_business: int, upload_id: int) -> None:
    """Bring in the next pieces of what was confirmed, and at the end show all of it."""
    business = Business.objects.get(pk=of_business)
    with translation.override(business.locale):
        with enter(business):
            upload = get(upload_id)
            if upload.stage is not Stage.COMING:
                return
            rows = reading_of(upload, now=timezone.now()).rows(upload.done)
        for _ in range(PIECES_IN_A_JOB):
            if not bring_in_piece(business, upload, list(islice(rows, A_PIECE)), _write):
                return
            if connection.vendor == "sqlite":
                time.sleep(DOOR_OPEN)
        with enter(business):
            come_in.enqueue(of_business=of_business, upload_id=upload_id)


def _looked_through(upload: Upload) -> tuple[dict[str, Any], LeftOut, dict[str, Sequence[str]]]:
    """What stands in the files, as JSON values; what cannot come in; the columns of each file."""
    reading = reading_of(upload, now=timezone.now())
    tally, left_out, here, rows = Tally(), LeftOut(), 0, 0
    shown: list[Arrival | Person] = []
    noticed: list[dict[str, Any]] = []
    for part in _parts(reading):
        rows += len(part)
        coming = [one for held in part for one in held if not isinstance(one, Bad)]
        bad = [one for held in part for one in held if isinstance(one, Bad)]
        for one in (*coming, *bad):
            tally.add(one)
        left_out.add(bad)
        here += len(known([one.key for one in coming]))
        whole = [one for one in coming if isinstance(one, Arrival | Person)]
        shown += whole[: MOST_SHOWN - len(shown)]
        seen = [said for one in whole for said in _noticed(one, reading.name)]
        noticed += seen[: MOST_NOTICED - len(noticed)]
    counts = {**asdict(tally), "new": tally.sound - here, "here": here, "lines": rows}
    examples = [one.shown() for one in shown]
    wrong = [
        {"file": one.file, "line": one.line, "reason": one.reason}
        for one in left_out.held[:MOST_SHOWN]
    ]
    found = {"counts": counts, "examples": examples, "wrong": wrong, "noticed": noticed}
    found["encoding"] = reading.encoding
    found["columns"] = {file: list(names) for file, names in reading.columns.items()}
    return found, left_out, reading.columns


def _noticed(one: Arrival | Person, first: str) -> Iterator[dict[str, Any]]:
    for said in noticed_in(one):
        yield {"file": one.file or first, "line": one.line, "reason": said}


def _parts(reading: Reading | AddressBook) -> Iterator[list[list[Coming | Bad]]]:
    rows = reading.rows()
    while part := list(islice(rows, AT_ONCE)):
        yield part


@transaction.atomic
def _write_found(upload: Upload, said: str, found: dict[str, Any], files: dict[str, str]) -> None:
    """Keep what was found, unless the member has said another mapping meanwhile."""
    still_mine()
    waits = Upload.objects.filter(pk=upload.pk, mapping=said, batch=None, dropped_at=None)
    if not waits.update(found=found, rows=found["counts"]["lines"]):
        return
    UploadedFile.objects.filter(upload=upload, left_out=True).delete()
    keep_left_out(upload, files, at=timezone.now())


def _note(
    business: Business,
    upload: Upload,
    said: str,
    *,
    found: dict[str, Any] | None = None,
    files: dict[str, str] | None = None,
    refused: str = "",
) -> None:
    with enter(business):
        if found is not None:
            _write_found(upload, said, found, files or {})
        else:
            Upload.objects.filter(pk=upload.pk, mapping=said, batch=None).update(refused=refused)


def _write(part: Rows, batch: ImportBatch, _upload: Upload, by: Actor, at: datetime) -> Outcome:
    coming = [one for row in part for one in row if not isinstance(one, Bad)]
    return bring_in(batch=batch, coming=coming, by=by, at=at)
