"""Promising updates on a cadence: one is open at any time, from the first until it is delivered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.domain.engagements.actions import begin_cadence, end_cadence, resume_cadence
from makegood.domain.engagements.models import Cadence, Engagement
from makegood.domain.engagements.queries import cadence_of, hold
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.withdrawing import stand_again, withdraw
from makegood.domain.promises.actions.writing import change
from makegood.domain.promises.models import Promise, Update
from makegood.domain.promises.queries.updates import (
    is_delivered,
    last_regular,
    next_day_of,
    regular_of,
)
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal


@transaction.atomic
def begin_updates(
    *, engagement: Engagement, rhythm: Rhythm, member: Member, by: Actor, at: datetime
) -> bool:
    """Promise updates in this rhythm from now on. True if that is news.

    An update promised already stays promised for its day: the new rhythm begins after it. Refused:
    what `begin_cadence` refuses, and where all is delivered.
    """
    if is_delivered(engagement):
        raise Refusal(_("This is delivered: there is nothing left to tell of it."), field="rhythm")
    if not begin_cadence(engagement=engagement, rhythm=rhythm, member=member, by=by, at=at):
        return False
    owe_next(engagement=engagement, by=by, at=at)
    return True


@transaction.atomic
def end_updates(
    *, engagement: Engagement, asked_by: Promise.AskedBy, member: Member, by: Actor, at: datetime
) -> bool:
    """Promise no more updates; the open one is withdrawn. True if this press did it.

    Who asked decides how it counts, as with any promise: an update that we promised and gave up on
    our own counts as not kept. Refused: what `withdraw` refuses.
    """
    if not end_cadence(engagement=engagement, member=member, by=by, at=at):
        return False
    owed = regular_of(engagement)
    if owed is not None:
        withdraw(promise=owed, asked_by=asked_by, by=by, at=at)
    return True


@transaction.atomic
def owe_next(*, engagement: Engagement, by: Actor, at: datetime) -> Promise | None:
    """Promise the next update; None where one is open already, or no cadence is on.

    For the day that the last update named, if it did and the rhythm is still the same; else the
    rhythm says which.
    """
    hold(engagement)
    cadence = cadence_of(engagement)
    if cadence is None or regular_of(engagement) is not None:
        return None
    due = _next_due(engagement, cadence, at)
    with translation.override(current_business().locale):
        text = _("Update: %(what)s") % {"what": engagement.name}
    terms = Terms(
        text=text,
        customer=engagement.customer,
        engagement=engagement,
        kind=Promise.Kind.UPDATE,
        owner=cadence.begun_by,
    )
    promise = make(terms=terms, due=due, by=by, at=at)
    change(promise, where={}, regular=True)
    return promise


@transaction.atomic
def end_delivered(*, engagement: Engagement, by: Actor, at: datetime) -> bool:
    """Delivered: the cadence ends, and the update that nobody needs any more with it."""
    if not is_delivered(engagement):
        return False
    if not end_cadence(engagement=engagement, member=None, by=by, at=at):
        return False
    owed = regular_of(engagement)
    if owed is not None:
        withdraw(promise=owed, asked_by=Promise.AskedBy.DONE, by=by, at=at)
    return True


@transaction.atomic
def go_on(*, engagement: Engagement, by: Actor, at: datetime) -> bool:
    """Not delivered after all: the cadence that ended by it goes on, with the update it owed."""
    if is_delivered(engagement):
        return False
    if not resume_cadence(engagement=engagement, by=by, at=at):
        return False
    last = last_regular(engagement)
    if last is not None:
        stand_again(promise=last, by=by, at=at)
    owe_next(engagement=engagement, by=by, at=at)
    return True


def _next_due(engagement: Engagement, cadence: Cadence, at: datetime) -> Due:
    zone = current_business().tz
    began, today = (when.astimezone(zone).date() for when in (cadence.begun_at, at))
    last = last_regular(engagement)
    said = _named_day(last, cadence)
    if said is not None and said >= today:
        return Due(zone=zone.key, first=said, last=said)
    heard, owed = began, None
    if last is not None and last.ended_at is not None and last.ended_at >= cadence.begun_at:
        heard, owed = last.ended_at.astimezone(zone).date(), last.due
    day = next_day_of(cadence, heard=heard, owed=owed, now=at)
    return Due(zone=zone.key, first=day, last=day)


def _named_day(last: Promise | None, cadence: Cadence) -> date | None:
    """The day that the update which kept the last one named, in the rhythm of now."""
    if last is None or last.kept_at is None:
        return None
    given = Update.objects.filter(promise=last, heard_at__isnull=False)
    found = given.filter(written_at__gte=cadence.begun_at).order_by("id").last()
    return found.next_on if found else None
