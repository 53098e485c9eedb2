"""Telling the customer that a date will not hold, by what a member states."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.updating import UPDATE_GIVEN, update_given, update_not_given
from makegood.domain.promises.actions.writing import change, hold, pointers
from makegood.domain.promises.events import PromiseTold, TellingTakenBack
from makegood.domain.promises.models import Promise, Telling
from makegood.domain.promises.rules.standing import passed_unkept, reaches
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

ONE_PRESS = timedelta(minutes=1)


@transaction.atomic
def tell(
    *,
    promise: Promise,
    how: str,
    stated_by: Member,
    by: Actor,
    at: datetime,
    told_at: datetime | None = None,
) -> Telling:
    """The customer was told, now or at `told_at`, that what we said before no longer holds.

    A moved promise: they know of the latest move. One that was not moved: they know that the
    due in force will not hold. The same said twice is one telling: of the same hour by the same
    member, or “just now” within a minute. A time is said to the minute: the minute in which it
    was promised or moved counts as after. `how` is the word that was pressed. Refused: any but in
    person, by phone or by message; a time ahead or before the promise was made; and a promise to
    no customer.
    """
    hold(promise)
    when = told_at or at
    if how not in Telling.SPOKEN:
        raise Refusal(_("How did you tell them: in person, by phone or by message?"), field="how")
    if when > at:
        raise Refusal(_("That is still ahead. When did you tell them?"), field="told_at")
    if _is_before(when, promise.made_at):
        raise Refusal(_("That is before it was promised. When did you tell them?"), field="told_at")
    if promise.to != Promise.To.CUSTOMER:
        raise Refusal(_("This was promised to no customer: there is nobody to tell."))
    spoken = Telling.How(how)
    same = _said_already(promise, spoken, stated_by, at, told_at)
    if same is not None:
        return same
    return _write_telling(promise, spoken, _reaches(promise, when, at), when, stated_by, by, at)


@transaction.atomic
def told_by_letter(
    *, promise: Promise, through: int, told_at: datetime, by: Actor, at: datetime
) -> Telling | None:
    """A letter about a move reached them at `told_at`: they know that due `through` was given up.

    None where they knew it by letter then: by the same one, or by one before.
    """
    hold(promise)
    known = promise.tellings.filter(
        taken_back_at=None, how=Telling.How.LETTER, through__gte=through, told_at__lte=told_at
    )
    if known.exists():
        return None
    return _write_telling(promise, Telling.How.LETTER, through, told_at, None, by, at)


@transaction.atomic
def take_back(*, telling: Telling, by: Actor, at: datetime) -> bool:
    """They were not told after all. True if this press did it; both stay in the journal."""
    promise = telling.promise
    hold(promise)
    standing = Telling.objects.filter(pk=telling.pk, taken_back_at=None)
    if not standing.update(taken_back_at=at):
        return False
    telling.refresh_from_db()
    left = promise.tellings.filter(taken_back_at=None).aggregate(through=Max("through"))
    through = -1 if left["through"] is None else left["through"]
    change(promise, where={}, told_through=through)
    entry = record(TellingTakenBack(**pointers(promise), telling=telling.pk), by=by, at=at)
    rule = Actor("rule", entry.pk, rule=UPDATE_GIVEN)
    update_not_given(promise=promise, telling=telling, by=rule, at=at)
    return True


def _write_telling(
    promise: Promise,
    how: Telling.How,
    through: int,
    told_at: datetime,
    stated_by: Member | None,
    by: Actor,
    at: datetime,
) -> Telling:
    telling: Telling = Telling.objects.create(
        promise=promise,
        through=through,
        how=how,
        told_at=told_at,
        entered_at=at,
        stated_by=stated_by,
    )
    change(promise, where={"told_through__lt": through}, told_through=through)
    event = PromiseTold(**pointers(promise), telling=telling.pk, how=how, through=through)
    entry = record(event, by=by, at=at, happened_at=told_at)
    if through >= promise.due_number - 1:
        rule = Actor("rule", entry.pk, rule=UPDATE_GIVEN)
        update_given(promise=promise, heard_at=told_at, by=rule, at=at)
    return telling


def _is_before(said: datetime, instant: datetime) -> bool:
    """Whether a stated time lies before; a whole minute may mean any second of it."""
    to_the_minute = said == _minute(said)
    return said < (_minute(instant) if to_the_minute else instant)


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def _said_already(
    promise: Promise, how: Telling.How, stated_by: Member, at: datetime, told_at: datetime | None
) -> Telling | None:
    """The telling that a second press would only repeat."""
    theirs = promise.tellings.filter(taken_back_at=None, how=how, stated_by=stated_by)
    if told_at is not None:
        return theirs.filter(told_at=told_at).first()
    moved = promise.moves.order_by("number").last()
    since = max(at - ONE_PRESS, moved.moved_at) if moved else at - ONE_PRESS
    return theirs.filter(told_at=F("entered_at"), told_at__gt=since).first()


def _reaches(promise: Promise, when: datetime, at: datetime) -> int:
    """Through which due a telling at `when` reaches: nobody is told of a move that came later."""
    moves = promise.moves.order_by("number")
    later = next((move for move in moves if _is_before(when, move.moved_at)), None)
    in_force = promise.due_number if later is None else later.number - 1
    late_after = promise.late_after if later is None else later.old_late_after
    ended_at = promise.ended_at

    def passed(now: datetime) -> bool:
        return late_after is not None and passed_unkept(late_after, ended_at, now)

    return reaches(
        in_force=in_force,
        told_through=promise.told_through,
        passed_then=passed(when),
        passed_now=passed(at),
    )
