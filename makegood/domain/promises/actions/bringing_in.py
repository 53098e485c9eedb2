"""Promises from elsewhere, many at once, with what became of them there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from makegood.domain.promises.actions.beginning import Imported, Terms, made, unwritten
from makegood.domain.promises.actions.writing import pointers
from makegood.domain.promises.events import PromiseKept, PromiseWithdrawn
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import is_early
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.journal.models import ImportBatch


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A promise with its end, if it has one. Withdrawn with no time: nobody recorded when."""

    key: str
    terms: Terms
    due: Due
    made_at: datetime
    kept_at: datetime | None = None
    withdrawn: bool = False
    withdrawn_at: datetime | None = None


@transaction.atomic
def bring_in(
    *, brought: Sequence[Brought], batch: ImportBatch, by: Actor, at: datetime
) -> list[Promise]:
    """Write these promises down with their ends, all or none: what nobody else can have touched.

    Refused: what `make` refuses. ValueError for an end before the promise or ahead: the caller
    looks first.
    """
    promises = [_as_it_ended(one, batch, at) for one in brought]
    Promise.objects.bulk_create(promises)
    events: list[tuple[Event, datetime | None]] = []
    for promise in promises:
        events.append((made(promise), promise.made_at))
        events += _ending(promise)
    record_import(events, by=by, at=at)
    return promises


def _as_it_ended(one: Brought, batch: ImportBatch, at: datetime) -> Promise:
    imported = Imported(batch=batch, key=one.key, made_at=one.made_at)
    promise = unwritten(terms=one.terms, due=one.due, imported=imported, at=at)
    ended_at = one.kept_at or one.withdrawn_at
    if ended_at is not None and not one.made_at <= ended_at <= at:
        raise ValueError("A promise ends after it was made, and not ahead.")
    if one.kept_at is not None:
        promise.kept_at = one.kept_at
        promise.kept_early = is_early(one.due, one.kept_at)
    elif one.withdrawn:
        promise.withdrawn_at = one.withdrawn_at or at
        promise.withdrawn_asked_by = Promise.AskedBy.NOT_RECORDED
        promise.end_recorded = one.withdrawn_at is not None
    return promise


def _ending(promise: Promise) -> list[tuple[Event, datetime | None]]:
    if promise.kept_at is not None:
        return [(PromiseKept(**pointers(promise), kept=promise.kept), promise.kept_at)]
    if promise.withdrawn_at is not None:
        asked_by = Promise.AskedBy(promise.withdrawn_asked_by)
        event = PromiseWithdrawn(**pointers(promise), asked_by=asked_by)
        return [(event, promise.withdrawn_at if promise.end_recorded else None)]
    return []
