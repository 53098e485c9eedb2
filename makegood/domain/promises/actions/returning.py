"""Promises out of our own export: as they were, with every move and telling of theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from makegood.domain.promises.actions.writing import pointers
from makegood.domain.promises.events import (
    PromiseKept,
    PromiseMade,
    PromiseMoved,
    PromiseTold,
    PromiseWithdrawn,
)
from makegood.domain.promises.models import Move, Outlook, Promise, Telling, Waiting
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.tenancy.owned import Owned

# So often at most one was put in the place of another, and that one in another's.
LONGEST_LINE = 1000
Hanging = Move | Telling | Outlook
Said = tuple[Event, datetime | None]


@transaction.atomic
def bring_back(
    *, promises: Sequence[Promise], hanging: Sequence[Hanging], by: Actor, at: datetime
) -> None:
    """Write these down, none of which is here, each thing with its promise set.

    ValueError for a due that is none, or ends otherwise than it says: the caller refuses it.
    """
    for promise in promises:
        _insist_on_dues(promise)
    Promise.objects.bulk_create(promises)
    for one in hanging:
        one.promise_id = one.promise.pk
    models: tuple[type[Owned], ...] = (Move, Telling, Outlook)
    for model in models:
        model.objects.bulk_create([one for one in hanging if isinstance(one, model)])
    made = [(_made(promise), promise.made_at) for promise in promises]
    ended = [said for promise in promises for said in _ended(promise)]
    record_import([*made, *_happened(hanging), *ended], by=by, at=at)


@transaction.atomic
def tie(
    *,
    succeeds: Mapping[int, int],
    next_update: Mapping[int, int],
    waits: Sequence[Waiting],
    by: Actor,
    at: datetime,
) -> None:
    """What each takes the place of, which update says more of it, and what it waits for.

    ValueError for one that would stand in its own place: the caller refuses it.
    """
    for one, before in succeeds.items():
        _insist_on_an_end(one, before)
        Promise.objects.filter(pk=one, succeeds=None).update(succeeds=before)
    for one, update in next_update.items():
        Promise.objects.filter(pk=one, next_update=None).update(next_update=update)
    Waiting.objects.bulk_create(waits, ignore_conflicts=True)
    record_import([], by=by, at=at)


@transaction.atomic
def go_back_to(*, entry_id: int, promises: Collection[int], by: Actor, at: datetime) -> None:
    """These, out of an export, were made because of what this entry tells."""
    came = Promise.objects.filter(pk__in=promises, because_id=None).exclude(import_key="")
    came.update(because_id=entry_id)
    record_import([], by=by, at=at)


def _insist_on_an_end(one: int, before: int) -> None:
    """Who goes back from this one, from each to whose place it stands in, comes to a first."""
    back: int | None = before
    for _step in range(LONGEST_LINE):
        if back is None:
            return
        if back == one:
            break
        back = Promise.objects.filter(pk=back).values_list("succeeds", flat=True).first()
    raise ValueError("No promise stands in its own place.")


def _insist_on_dues(promise: Promise) -> None:
    ZoneInfo(promise.zone)
    for due, late_after in (
        (promise.due, promise.late_after),
        (promise.due_first, promise.late_after_first),
    ):
        if (due.late_after if due else None) != late_after:
            raise ValueError("A due ends when its last day does.")


def _made(promise: Promise) -> PromiseMade:
    return PromiseMade(
        **pointers(promise),
        kind=Promise.Kind(promise.kind),
        due_from=promise.due_first_from,
        due_to=promise.due_first_to,
        due_at=promise.due_first_at,
    )


def _happened(hanging: Sequence[Hanging]) -> Iterator[Said]:
    for one in hanging:
        if isinstance(one, Move):
            yield _moved(one), one.moved_at
        if isinstance(one, Telling) and one.taken_back_at is None:
            how = Telling.How(one.how)
            at = pointers(one.promise)
            yield PromiseTold(**at, telling=one.pk, how=how, through=one.through), one.told_at


def _moved(move: Move) -> PromiseMoved:
    return PromiseMoved(
        **pointers(move.promise),
        move=move.number,
        reason=Move.Reason(move.reason),
        was_from=move.old_from,
        was_to=move.old_to,
        was_at=move.old_at,
        due_from=move.new_from,
        due_to=move.new_to,
        due_at=move.new_at,
    )


def _ended(promise: Promise) -> Iterator[Said]:
    if promise.kept_at is not None:
        yield PromiseKept(**pointers(promise), kept=promise.kept), promise.kept_at
    if promise.withdrawn_at is not None:
        asked_by = Promise.AskedBy(promise.withdrawn_asked_by)
        when = promise.withdrawn_at if promise.end_recorded else None
        yield PromiseWithdrawn(**pointers(promise), asked_by=asked_by), when
