"""Letting one promise wait on another."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.writing import hold, pointers
from makegood.domain.promises.events import WaitingBegun, WaitingEnded
from makegood.domain.promises.models import OPEN, Move, Promise, Waiting
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import Kept
from makegood.domain.promises.rules.waiting import closes_a_circle
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.queries import hold_business
from makegood.kit.office_hours import NeverOpen, OfficeHours
from makegood.kit.refusal import Refusal

MOST_WORKING_DAYS = 250


@transaction.atomic
def wait_for(
    *, promise: Promise, on: Promise, working_days: int, by: Actor, at: datetime
) -> Waiting:
    """Our promise holds so many working days after another is kept. Said again: the new number.

    Refused: a circle, either one kept or withdrawn, more than 250 working days, and the update
    that tells of this promise: it ends when they hear of this one, so neither would come first.
    """
    if not 0 <= working_days <= MOST_WORKING_DAYS:
        raise Refusal(_("It can be 0 to 250 working days. How many?"), field="working_days")
    hold_business()  # Links are made one after the other, so that no two close a circle.
    for ended in (one for one in (promise, on) if not _as_now(one).is_open):
        sentence = _("“%(what)s” is kept or withdrawn: there is nothing to wait for.")
        raise Refusal(sentence % {"what": ended.text}, field="on")
    if on.pk == promise.next_update_id:
        sentence = _("That is the news about this promise itself: it cannot wait for its own news.")
        raise Refusal(sentence, field="on")
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
def free(*, withdrawn: Promise, by: Actor, at: datetime) -> int:
    """What was awaited will never come: nothing waits for it any more. How many waited.

    No date moves. “3 working days after we have your photos” names no day once there will be no
    photos: whether the work is now less or more only a person knows, so what we said stands, and
    Today shows it by its own date.
    """
    waited = Waiting.objects.filter(on=withdrawn).order_by("promise_id")
    return sum(wait_no_more(waiting=each, by=by, at=at) for each in waited)


@transaction.atomic
def wait_instead(*, promise: Promise, successor: Promise, by: Actor, at: datetime) -> None:
    """Whatever waited for a promise waits for its successor, which waits for what it waited for."""
    Waiting.objects.filter(promise=promise).update(promise=successor)
    Waiting.objects.filter(on=promise).update(on=successor)
    links = Waiting.objects.filter(Q(promise=successor) | Q(on=successor))
    for link in links.select_related("promise", "on").order_by("pk"):
        if link.promise.is_open and link.on.is_open:
            days = link.working_days
            event = WaitingBegun(**pointers(link.promise), on=link.on_id, working_days=days)
            record(event, by=by, at=at)


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


def _as_now(promise: Promise) -> Promise:
    hold(promise)
    return promise


def _all_waits() -> dict[int, set[int]]:
    waits: dict[int, set[int]] = defaultdict(set)
    for waiting, awaited in Waiting.objects.values_list("promise_id", "on_id"):
        waits[waiting].add(awaited)
    # One without a date hangs on its update, which therefore cannot wait for it in turn.
    for hangs in Promise.objects.filter(OPEN, late_after=None, next_update__isnull=False):
        assert hangs.next_update_id is not None
        waits[hangs.pk].add(hangs.next_update_id)
    return waits
