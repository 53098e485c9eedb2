"""One piece of an import in a job, whatever its rows are: written with how far we are, or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from makegood.domain.exchange.models import Stage, Upload
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


def bring_in_piece(
    business: Business,
    upload: Upload,
    part: list[Piece],
    write: Callable[[list[Piece], ImportBatch, Upload, Actor, datetime], int],
) -> bool:
    """Write one piece with how far we are; False where none is left, or it was taken back.

    `write` says how many of its rows came in. With no row left all of the import is shown.
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
            return False
        came = write(part, now.batch, now, by, at)
        upload.done, upload.came = now.done + len(part), now.came + came
        Upload.objects.filter(pk=upload.pk).update(done=upload.done, came=upload.came)
        return True
