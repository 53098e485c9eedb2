"""Telling the customer that a date will not hold, by what a member states."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.writing import change, pointers
from makegood.domain.promises.events import PromiseTold, TellingTakenBack
from makegood.domain.promises.models import Promise, Telling
from makegood.domain.promises.rules.standing import reaches
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def tell(
    *,
    promise: Promise,
    how: Telling.How,
    stated_by: Member,
    by: Actor,
    at: datetime,
    told_at: datetime | None = None,
) -> Telling:
    """The customer was told, now or at `told_at`, that what we said before no longer holds.

    A moved promise: they know of the latest move. One that was not moved: they know that the
    due in force will not hold. Refused: a time ahead, or before the promise was made.
    """
    when = told_at or at
    if when > at:
        raise Refusal(_("That is still ahead. When did you tell them?"), field="told_at")
    if when < promise.made_at:
        raise Refusal(_("That is before it was promised. When did you tell them?"), field="told_at")
    if promise.to != Promise.To.CUSTOMER:
        raise Refusal(_("This was promised to no customer: there is nobody to tell."))
    through = reaches(
        due_number=promise.due_number,
        told_through=promise.told_through,
        passed=promise.late_after is not None and at > promise.late_after,
    )
    telling: Telling = Telling.objects.create(
        promise=promise,
        through=through,
        how=how,
        told_at=when,
        entered_at=at,
        stated_by=stated_by,
    )
    change(promise, where={"told_through__lt": through}, told_through=through)
    event = PromiseTold(**pointers(promise), telling=telling.pk, how=how, through=through)
    record(event, by=by, at=at, happened_at=told_at)
    return telling


@transaction.atomic
def take_back(*, telling: Telling, by: Actor, at: datetime) -> bool:
    """They were not told after all. True if this press did it; both stay in the journal."""
    standing = Telling.objects.filter(pk=telling.pk, taken_back_at=None)
    if not standing.update(taken_back_at=at):
        return False
    promise = telling.promise
    left = promise.tellings.filter(taken_back_at=None).aggregate(through=Max("through"))
    through = -1 if left["through"] is None else left["through"]
    change(promise, where={}, told_through=through)
    record(TellingTakenBack(**pointers(promise), telling=telling.pk), by=by, at=at)
    return True
