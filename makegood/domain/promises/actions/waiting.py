"""Letting one promise wait on another."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.writing import hold, pointers
from makegood.domain.promises.events import WaitingBegun, WaitingEnded
from makegood.domain.promises.models import Move, Promise, Waiting
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import Kept
from makegood.domain.promises.rules.waiting import closes_a_circle
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import current_business_id
from makegood.kit.office_hours import NeverOpen, OfficeHours
from makegood.kit.refusal import Refusal

MOST_WORKING_DAYS = 250


@transaction.atomic
def wait_for(
    *, promise: Promise, on: Promise, working_days: int, by: Actor, at: datetime
) -> Waiting:
    """Our promise holds so many working days after another is kept. Said again: the new number.

    Refused: a circle, either one kept or withdrawn, and more than 250 working days.
    """
    if not 0 <= working_days <= MOST_WORKING_DAYS:
        raise Refusal(_("It can be 0 to 250 working days. How many?"), field="working_days")
    _one_at_a_time()
    for ended in (one for one in (promise, on) if not _as_now(one).is_open):
        sentence = _("“%(what)s” is kept or withdrawn: there is nothing to wait for.")
        raise Refusal(sentence % {"what": ended.text}, field="on")
    if closes_a_circle(promise.pk, on.pk, _all_waits()):
        sentence = _("That one waits for this one already: one of them has to come first.")
        raise Refusal(sentence, field="on")
    found = Waiting.objects.filter(promise=promise, on=on)
    row = found.first()
    if row is not None and row.working_days == working_days:
        return row
    if row is None:
        row = Waiting.objects.create(promise=promise, on=on, working_days=working_days, since=at)
    found.update(working_days=working_days)
    row.refresh_from_db()
    event = WaitingBegun(**pointers(promise), on=on.pk, working_days=working_days)
    record(event, by=by, at=at)
    return row


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

    One move to so many working days after the last late arrival, unless its date is later
    anyway; none while another thing it waits for is late. The customer is told by nobody but us:
    the move waits on Today until somebody does.
    """
    if awaited.kept != Kept.LATE:
        return []
    hours = office_hours(now=at)
    moves = []
    for waiting in Waiting.objects.filter(on=awaited).order_by("promise_id"):
        promise = _as_now(waiting.promise)
        due = _due_after_arrivals(promise, hours, at)
        is_later = promise.late_after is None or (due and due.late_after > promise.late_after)
        if due and promise.is_open and is_later and due.late_after >= at:
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


def _due_after_arrivals(promise: Promise, hours: OfficeHours, at: datetime) -> Due | None:
    """The day that the late arrivals allow; None while one is still to come."""
    days = []
    for waiting in promise.waits.select_related("on"):
        awaited = waiting.on
        if awaited.is_open and awaited.late_after is not None and awaited.late_after < at:
            return None
        if awaited.kept_at is not None and awaited.kept == Kept.LATE:
            arrived = awaited.kept_at.astimezone(hours.zone).date()
            try:
                days.append(hours.add_working_days(arrived, waiting.working_days))
            except NeverOpen:
                return None
    return Due(zone=hours.zone.key, first=max(days), last=max(days)) if days else None


def _one_at_a_time() -> None:
    """Links are made one after the other in a business, so that no two close a circle."""
    Business.objects.select_for_update(no_key=True).get(pk=current_business_id())


def _as_now(promise: Promise) -> Promise:
    hold(promise)
    return promise


def _all_waits() -> dict[int, set[int]]:
    waits: dict[int, set[int]] = defaultdict(set)
    for waiting, awaited in Waiting.objects.values_list("promise_id", "on_id"):
        waits[waiting].add(awaited)
    return waits
