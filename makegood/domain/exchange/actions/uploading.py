"""Files that a member brings: kept raw, looked through, brought in, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.exchange.actions.coming import come_in, read_through
from makegood.domain.exchange.actions.coming_back import come_back, look_through
from makegood.domain.exchange.actions.rows import undo
from makegood.domain.exchange.events import (
    UploadBrought,
    UploadConfirmed,
    UploadDropped,
    UploadMapped,
)
from makegood.domain.exchange.models import Stage, Upload, UploadedFile
from makegood.domain.exchange.queries import (
    KINDS,
    brought,
    clear_mapping,
    ended_before,
    source_of,
    unreadable,
)
from makegood.domain.exchange.queries.incoming import MAKEGOOD, TAKEN_OUT, comes_back
from makegood.domain.exchange.queries.mended import mended_of
from makegood.domain.exchange.rules.leftovers import without_refused
from makegood.domain.exchange.rules.mapping import LONGEST_MAPPING
from makegood.domain.exchange.rules.opening import understood
from makegood.domain.exchange.rules.room import no_room, room_beside
from makegood.foundation.files.actions import forget, keep
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import bytes_kept, path_of
from makegood.foundation.jobs.walking import to_each
from makegood.foundation.journal.actions import open_import, record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

MOST_FILES = 10
MOST_BYTES = 60_000_000
# So long one may look again at what was brought.
A_MONTH = timedelta(days=30)
KEEPER = Actor("rule", rule="old files")


@transaction.atomic
def bring(
    *,
    files: Sequence[tuple[str, Iterable[bytes]]],
    member: Member,
    by: Actor,
    at: datetime,
    most: int = MOST_BYTES,
) -> Upload:
    """Keep these files as they came, and look through those that say themselves what is what, or
    that are what we left out, mended.

    Refused: none, more than ten, one of more than `most` bytes, more than there is room for.
    """
    if not files:
        raise Refusal(_("Choose a file first."), field="files")
    if len(files) > MOST_FILES:
        raise Refusal(_("Ten files are the most at once."), field="files")
    upload: Upload = Upload.objects.create(brought_by=member, brought_at=at)
    with _nothing_left_if_refused(upload):
        for name, content in files:
            file = keep_in_room(name=name, content=content, most=most, by=by, at=at)
            UploadedFile.objects.create(upload=upload, file=file)
    record(UploadBrought(subject_id=upload.pk, files=len(files)), by=by, at=at)
    if comes_back(upload):
        Upload.objects.filter(pk=upload.pk).update(mapping=TAKEN_OUT)
        look_through.enqueue(of_business=upload.business_id, upload_id=upload.pk)
    elif origin := mended_of(upload):
        Upload.objects.filter(pk=upload.pk).update(mends=origin)
        map_columns(upload=upload, mapping=origin.mapping, said=origin.said, by=by, at=at)
    elif clear := clear_mapping(upload):
        map_columns(upload=upload, mapping=clear, by=by, at=at)
    elif why := unreadable(upload):
        Upload.objects.filter(pk=upload.pk).update(refused=why[: Upload.LONGEST_REFUSAL])
    return upload


@transaction.atomic
def keep_in_room(
    *, name: str, content: Iterable[bytes], most: int, by: Actor, at: datetime
) -> File:
    """Keep a file. Refused: one of more than `most` bytes, and what finds no room beside others."""
    room = room_beside(bytes_kept())
    try:
        return keep(name=name, content=content, most=min(most, room), by=by, at=at)
    except Refusal as refusal:
        raise (no_room() if room < most else refusal) from refusal


@contextmanager
def _nothing_left_if_refused(upload: Upload) -> Iterator[None]:
    """The rows go with the transaction; the bytes of those files that found room, by this."""
    try:
        yield
    except Refusal:
        for file in brought(upload):
            path_of(file).unlink(missing_ok=True)
        raise


@transaction.atomic
def map_columns(
    *,
    upload: Upload,
    mapping: str,
    said: dict[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Say which column is what, and have it looked through. Writes nothing into the ledger.

    `said`: the same as it was chosen column by column, if it was (`rules/confirmed.py`).
    Refused: a mapping that cannot be read, and one for what is on its way already.
    """
    if len(mapping) > LONGEST_MAPPING:
        raise Refusal(_("That mapping is too long."), field="mapping")
    understood(mapping, kinds=KINDS)
    before = Upload.objects.filter(pk=upload.pk, batch=None, dropped_at=None)
    if not before.update(mapping=mapping, said=said, found=None, refused="", rows=0):
        raise Refusal(_("It is on its way already."))
    record(UploadMapped(subject_id=upload.pk), by=by, at=at)
    read_through.enqueue(of_business=upload.business_id, upload_id=upload.pk)


@transaction.atomic
def confirm(*, upload: Upload, by: Actor, at: datetime) -> bool:
    """Bring it in. True if this press began it.

    Refused: what was not looked through, and while another import is under way.
    """
    held: Upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if held.batch_id is not None:
        return False
    if held.stage is not Stage.READ:
        raise Refusal(_("It has to be looked through first."))
    source = MAKEGOOD if comes_back(held) else source_of(held)
    batch = open_import(source=source, by=by, at=at)
    Upload.objects.filter(pk=held.pk).update(batch=batch)
    record(UploadConfirmed(subject_id=held.pk, batch=batch.pk), by=by, at=at)
    come = come_back if comes_back(held) else come_in
    come.enqueue(of_business=held.business_id, upload_id=held.pk)
    return True


def forget_files(*, now: datetime) -> int:
    """Delete the files whose upload came to its end a month ago; how many, in all businesses."""
    return sum(to_each(_forget, of=_ended_long_ago, now=now))


def _ended_long_ago(*, now: datetime) -> list[int]:
    return [row.file_id for row in ended_before(now - A_MONTH)]


def _forget(file_id: int, *, now: datetime) -> int:
    return forget(file=File.objects.get(pk=file_id), by=KEEPER, at=now)


@transaction.atomic
def take_back(*, upload: Upload, by: Actor, at: datetime) -> bool:
    """What came in is seen no more; what has not come in will not. True if this press did it."""
    held: Upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if held.batch is not None:
        found = without_refused(held.found or {})
        Upload.objects.filter(pk=held.pk).update(found=found)
        return undo(batch=held.batch, by=by, at=at)
    if not Upload.objects.filter(pk=held.pk, dropped_at=None).update(dropped_at=at):
        return False
    record(UploadDropped(subject_id=held.pk), by=by, at=at)
    for row in held.files.select_related("file"):
        forget(file=row.file, by=by, at=at)
    return True
