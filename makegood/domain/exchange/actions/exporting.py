"""Taking everything out: a file for whoever asked, kept for a few days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction
from django_tasks import TaskContext, task

from makegood.domain.exchange.events import ExportAsked, ExportMade
from makegood.domain.exchange.models import Export
from makegood.domain.exchange.queries.exported import everything
from makegood.domain.exchange.queries.exports import is_little, old
from makegood.foundation.files.actions import forget, keep
from makegood.foundation.files.models import File
from makegood.foundation.jobs.backend import once_while_open
from makegood.foundation.jobs.holding import still_mine
from makegood.foundation.jobs.walking import to_each
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import current_business, enter

A_PIECE = 65_536
MOST_BYTES = 20_000_000_000
KEEPER = Actor("rule", rule="old exports")


@transaction.atomic
def ask(*, member: Member, by: Actor, at: datetime) -> Export:
    """Have everything put together: at once where it is little, else by a job.

    While one is on its way, that is the one. What is little is put together in the same
    transaction: a press that breaks leaves nothing asked for.
    """
    export = _asked(member, by, at)
    if export.asked_at == at and is_little():
        _put_together(export.pk, at)
    return export


@transaction.atomic
def _asked(member: Member, by: Actor, at: datetime) -> Export:
    export: Export
    export, is_new = Export.objects.get_or_create(
        file=None, defaults={"asked_by": member, "asked_at": at}
    )
    if is_new:
        here = current_business().pk
        record(ExportAsked(subject_id=here), by=by, at=at)
        # Where it is put together at once, it finds nothing left to do.
        put_together.enqueue(of_business=here, export_id=export.pk)
    return export


@task(takes_context=True)
@once_while_open
def put_together(context: TaskContext, *, of_business: int, export_id: int) -> None:
    """Put together what was asked for."""
    at = context.task_result.started_at
    if at is None:
        raise RuntimeError("An export is put together by a job.")
    with enter(Business.objects.get(pk=of_business)):
        _put_together(export_id, at)


def _put_together(export_id: int, at: datetime) -> None:
    """Write it beside the database first: whoever writes meanwhile waits for the copy alone."""
    if not Export.objects.filter(pk=export_id, file=None).exists():
        return
    with TemporaryFile() as written:
        for piece in everything():
            written.write(piece)
        written.seek(0)
        _keep(export_id, written, at)


@transaction.atomic
def _keep(export_id: int, written: IO[bytes], at: datetime) -> None:
    still_mine()
    export: Export = Export.objects.select_for_update(of=("self",)).get(pk=export_id)
    if export.file_id is not None:
        return
    by = Actor("member", export.asked_by_id)
    name = f"{current_business().slug} {at:%Y-%m-%d}.zip"
    file = keep(name=name, content=_pieces(written), most=MOST_BYTES, by=by, at=at, ours=True)
    Export.objects.filter(pk=export_id).update(file=file)
    record_made(size=file.size, by=by, at=at)


@transaction.atomic
def record_made(*, size: int, by: Actor, at: datetime) -> None:
    """Write down that everything was taken out, by whom and when."""
    record(ExportMade(subject_id=current_business().pk, size=size), by=by, at=at)


def forget_old(*, now: datetime) -> int:
    """Delete the files of exports that were kept for three days; how many."""
    return sum(to_each(_forget, of=_kept_long_enough, now=now))


def _kept_long_enough(*, now: datetime) -> list[int]:
    return [export.file_id for export in old(now) if export.file_id is not None]


def _forget(file_id: int, *, now: datetime) -> int:
    return forget(file=File.objects.get(pk=file_id), by=KEEPER, at=now)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(A_PIECE):
        yield piece
