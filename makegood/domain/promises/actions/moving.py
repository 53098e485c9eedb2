"""Moving a promise to another date, or to none yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.updating import UPDATE_GIVEN, update_given
from makegood.domain.promises.actions.writing import (
    change,
    due_columns,
    hold,
    insist_on_a_witness,
    pointers,
    refuse_if_hung_upon,
)
from makegood.domain.promises.events import PromiseMoved
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.moving import insist_on_another_day, meanwhile
from makegood.domain.promises.rules.words import for_customer
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member


@transaction.atomic
def move(
    *,
    promise: Promise,
    to: Due,
    reason: Move.Reason,
    seen: int,
    by: Actor,
    at: datetime,
    words: str = "",
    member: Member | None = None,
    told: Telling.How | None = None,
) -> Move:
    """Give up the due in force for another. `seen` is the number of the due the mover saw.
    `told`: the member states that the customer has heard of it, in this way, just now.

    Refused: a date that has passed or lies over 100 years ahead, the date it has already, a
    promise that is kept or withdrawn, a date that somebody else changed meanwhile, and words
    over 500 characters. An update that was owed meanwhile is kept once they know of the date.
    """
    hold(promise)
    insist_on_another_day(to, in_force=promise.due if promise.is_open else None, now=at)
    row, entry = _write(promise, to, due_columns(to), reason, seen, by, at, words, member, told)
    if promise.to != Promise.To.CUSTOMER:
        rule = Actor("rule", entry.pk, rule=UPDATE_GIVEN)
        update_given(promise=promise, heard_at=at, by=rule, at=at)
    return row


@transaction.atomic
def move_to_unknown(
    *,
    promise: Promise,
    until: Due,
    update_text: str,
    reason: Move.Reason,
    seen: int,
    by: Actor,
    at: datetime,
    words: str = "",
    member: Member | None = None,
    told: Telling.How | None = None,
) -> Move:
    """We cannot say a date yet, but we say when we will tell more: that is itself a promise.

    Whoever owes the one owes the other. Refused, besides what `move` refuses: an update on whose
    day another promise hangs.
    """
    hold(promise)
    refuse_if_hung_upon(promise)
    ours = promise.by == Promise.By.BUSINESS
    kind = Promise.Kind.UPDATE if ours else Promise.Kind.INPUT
    terms = replace(Terms.of(promise), text=update_text, kind=kind, effort_minutes=None)
    update = make(terms=terms, due=until, by=by, at=at)
    none = {"due_from": None, "due_to": None, "due_at": None, "late_after": None}
    columns = {**none, "next_update": update}
    row, entry = _write(promise, None, columns, reason, seen, by, at, words, member, told)
    change(update, where={}, because_id=entry.pk)
    if promise.to != Promise.To.CUSTOMER:
        rule = Actor("rule", entry.pk, rule=UPDATE_GIVEN)
        update_given(promise=promise, heard_at=at, by=rule, at=at)
    return row


def _write(
    promise: Promise,
    to: Due | None,
    columns: Mapping[str, object],
    reason: Move.Reason,
    seen: int,
    by: Actor,
    at: datetime,
    words: str,
    member: Member | None,
    told: Telling.How | None,
) -> tuple[Move, Entry]:
    insist_on_a_witness(told, member)
    old, old_late_after = promise.due, promise.late_after
    as_seen = {"due_number": seen, "kept_at": None, "withdrawn_at": None}
    anew = {"due_number": seen + 1, "outlook": "", "passed_at": None}
    if not change(promise, where=as_seen, **anew, **columns):
        raise meanwhile(kept=bool(promise.kept_at), withdrawn=bool(promise.withdrawn_at))
    row: Move = Move.objects.create(
        promise=promise,
        number=seen + 1,
        moved_at=at,
        reason=reason,
        words=for_customer(words),
        member=member,
        rule=by.rule,
        **_given_up(old, old_late_after),
        **_instead(to),
    )
    event = PromiseMoved(
        **pointers(promise),
        move=row.number,
        reason=reason,
        was_from=row.old_from,
        was_to=row.old_to,
        was_at=row.old_at,
        due_from=row.new_from,
        due_to=row.new_to,
        due_at=row.new_at,
    )
    entry = record(event, by=by, at=at)
    if told is not None and member is not None:
        tell(promise=promise, how=told, stated_by=member, by=by, at=at)
    return row, entry


def _given_up(due: Due | None, late_after: datetime | None) -> dict[str, Any]:
    days = {"old_from": due.first, "old_to": due.last, "old_at": due.at} if due else {}
    return {**days, "old_late_after": late_after}


def _instead(due: Due | None) -> dict[str, Any]:
    if due is None:
        return {}
    days = {"new_from": due.first, "new_to": due.last, "new_at": due.at}
    return {**days, "new_late_after": due.late_after}
