"""Letting one promise wait on another."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.writing import pointers
from makegood.domain.promises.events import WaitingBegun, WaitingEnded
from makegood.domain.promises.models import Move, Promise, Waiting
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import Kept
from makegood.domain.promises.rules.waiting import closes_a_circle
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.office_hours import NeverOpen
from makegood.kit.refusal import Refusal


@transaction.atomic
def wait_for(
    *, promise: Promise, on: Promise, working_days: int, by: Actor, at: datetime
) -> Waiting:
    """Our promise holds so many working days after another is kept. Refused: a circle."""
    waits: dict[int, set[int]] = defaultdict(set)
    pairs = Waiting.objects.select_for_update().values_list("promise_id", "on_id")
    for waiting, awaited in pairs:
        waits[waiting].add(awaited)
    if closes_a_circle(promise.pk, on.pk, waits):
        raise Refusal(_("That one waits for this one already: one of them has to come first."))
    row, is_new = Waiting.objects.get_or_create(
        promise=promise, on=on, defaults={"working_days": working_days, "since": at}
    )
    if is_new:
        event = WaitingBegun(**pointers(promise), on=on.pk, working_days=working_days)
        record(event, by=by, at=at)
    waiting_row: Waiting = row
    return waiting_row


@transaction.atomic
def wait_no_more(*, waiting: Waiting, by: Actor, at: datetime) -> bool:
    """The promise no longer waits on the other. True if this press did it."""
    gone, _rows = Waiting.objects.filter(pk=waiting.pk).delete()
    if gone:
        record(WaitingEnded(**pointers(waiting.promise), on=waiting.on_id), by=by, at=at)
    return bool(gone)


@transaction.atomic
def carry_on(*, awaited: Promise, by: Actor, at: datetime) -> list[Move]:
    """What was awaited has come late: each open promise that waited for it moves, by the rule.

    One move to so many working days after the arrival, unless its date is later anyway. The
    customer is told by nobody but us: the move waits on Today until somebody does.
    """
    if awaited.kept_at is None or awaited.kept != Kept.LATE:
        return []
    hours = office_hours(now=at)
    moves = []
    for waiting in Waiting.objects.filter(on=awaited).select_related("promise"):
        promise = waiting.promise
        arrived = awaited.kept_at.astimezone(hours.zone).date()
        try:
            day = hours.add_working_days(arrived, waiting.working_days)
        except NeverOpen:
            continue
        due = Due(zone=hours.zone.key, first=day, last=day)
        is_later = promise.late_after is None or due.late_after > promise.late_after
        if promise.is_open and is_later and due.late_after >= at:
            moves.append(
                move(
                    promise=promise,
                    to=due,
                    reason=Move.Reason.WAITING,
                    seen=promise.due_number,
                    by=by,
                    at=at,
                )
            )
    return moves
