"""One piece of an import in a job, whatever its rows are: written with how far we are, or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from makegood.domain.exchange.actions.rows import Outcome
from makegood.domain.exchange.models import Stage, Upload, UploadedFile
from makegood.domain.exchange.rules.leftovers import refused_in, with_refused, without_refused
from makegood.foundation.files.actions import keep
from makegood.foundation.jobs.holding import still_mine
from makegood.foundation.journal.actions import publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

Piece = TypeVar("Piece")
A_PIECE = 200
# A job is a short step: it leaves the rest to the next.
PIECES_IN_A_JOB = 10
MOST_LEFT_OUT = 100_000_000
READER = Actor("rule", rule="import reader")


def bring_in_piece(
    business: Business,
    upload: Upload,
    part: list[Piece],
    write: Callable[[list[Piece], ImportBatch, Upload, Actor, datetime], Outcome],
) -> bool:
    """Write one piece with how far we are; False where none is left, or it was taken back.

    `write` says what became of its rows. With no row left all of the import is shown, and those
    that were refused lie in a file.
    """
    with enter(business), transaction.atomic():
        still_mine()
        held = Upload.objects.select_for_update(of=("self",)).select_related("batch", "brought_by")
        now = held.get(pk=upload.pk)
        if now.stage is not Stage.COMING or now.done != upload.done or now.batch is None:
            return False
        at, by = timezone.now(), Actor("import", now.batch.pk)
        if not part:
            publish_import(batch=now.batch, by=by, at=at)
            keep_left_out(now, refused_in(now.found or {}), at=at)
            found = without_refused(now.found or {})
            Upload.objects.filter(pk=now.pk).update(found=found)
            return False
        outcome = write(part, now.batch, now, by, at)
        upload.done, upload.came = now.done + len(part), now.came + outcome.came
        found = with_refused(now.found or {}, outcome.bad)
        Upload.objects.filter(pk=now.pk).update(done=upload.done, came=upload.came, found=found)
        return True


def keep_left_out(upload: Upload, files: dict[str, str], *, at: datetime) -> None:
    """Keep these files of rows that stay outside, to be mended; beside those there already."""
    there = {row.file.name for row in upload.files.select_related("file") if row.left_out}
    for name, text in files.items():
        own = f"2 {name}" if name in there else name
        content = [text.encode("utf-8-sig")]
        file = keep(name=own, content=content, most=MOST_LEFT_OUT, by=READER, at=at, ours=True)
        UploadedFile.objects.create(upload=upload, file=file, left_out=True)
