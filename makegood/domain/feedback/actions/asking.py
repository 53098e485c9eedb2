"""Asking people how it was: after what happened, by hand, or by a link that anybody may use.

Whether somebody is asked, when, and in which words hangs on what was delivered and on when they
were asked last: never on what anybody answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback import letters
from makegood.domain.feedback.events import InvitationDropped, InvitationMade, InvitationSent
from makegood.domain.feedback.models import (
    ASKED_HERE,
    STILL_TO_ASK,
    Asking,
    Invitation,
    Survey,
)
from makegood.domain.feedback.queries import asking as found
from makegood.domain.feedback.rules import asking as rules
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.actions import revoke
from makegood.foundation.links.models import Link
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def plan(
    *,
    on: Asking.On,
    because: Entry,
    customer: Customer,
    engagement: Engagement | None,
    member: Member | None,
    by: Actor,
    at: datetime,
) -> Invitation | None:
    """They will be asked about what the entry says, if we ask on such things; once for each entry.

    A piece of work that stands to be asked about already is asked about once.
    """
    asking = found.asking_on(on)
    if asking is None or (version := found.standing(asking.survey)) is None:
        return None
    planned = Invitation.objects.filter(asking=asking, because_id=because.pk)
    if engagement is not None:
        standing = Invitation.objects.filter(STILL_TO_ASK, ASKED_HERE, asking=asking)
        planned |= standing.filter(engagement=engagement)
    if planned.exists():
        return None
    hours = office_hours(now=at)
    when = rules.ask_at(because.happened_at, asking.days_after, f"{because.pk}", hours)
    invitation: Invitation = Invitation.objects.create(
        survey=asking.survey,
        version=version,
        customer=customer,
        engagement=engagement,
        member=member,
        how=Invitation.How.EVENT,
        asking=asking,
        because_id=because.pk,
        made_at=at,
        ask_at=max(when, at),
    )
    event = InvitationMade.of(invitation, how=Invitation.How.EVENT)
    record(event, by=by, at=at)
    return invitation


@transaction.atomic
def invite(
    *,
    survey: Survey,
    customer: Customer | None,
    by: Actor,
    at: datetime,
    engagement: Engagement | None = None,
    member: Member | None = None,
) -> Invitation:
    """One person may answer by a link of their own; no letter goes. With no customer: whoever came
    by the open link. Refused: a survey whose questions were never published.
    """
    version = found.standing(survey)
    if version is None:
        raise Refusal(_("Publish its questions first."))
    how = Invitation.How.OPEN if customer is None else Invitation.How.BY_HAND
    invitation: Invitation = Invitation.objects.create(
        survey=survey,
        version=version,
        customer=customer,
        engagement=engagement,
        member=member,
        how=how,
        made_at=at,
        ask_at=at,
    )
    _link(invitation, by, at)
    invitation.asked_at = at
    invitation.save(update_fields=["link", "asked_at"])
    record(InvitationMade.of(invitation, how=how), by=by, at=at)
    return invitation


@transaction.atomic
def ask(*, invitation: Invitation, by: Actor, at: datetime) -> bool:
    """Write the letter that asks, or drop it and say why. True if a letter was written.

    Refused: more letters than leave in a day.
    """
    standing = Invitation.objects.select_for_update(of=("self",)).filter(STILL_TO_ASK)
    if not standing.filter(pk=invitation.pk).exists():
        return False
    assert invitation.customer is not None
    why = found.why_not(invitation)
    if why is None and found.is_resting(invitation.customer, at=at):
        why = Invitation.Dropped.RESTING
    if why is not None:
        drop(invitation=invitation, why=why, by=by, at=at)
        return False
    _link(invitation, by, at)
    invitation.asked_at = at
    invitation.save(update_fields=["link", "asked_at"])
    send(invitation=invitation, by=by, at=at)
    return True


@transaction.atomic
def send(*, invitation: Invitation, by: Actor, at: datetime) -> Letter:
    """Write the letter that asks, with their link. Refused: more than leave in a day."""
    entry = record(InvitationSent.of(invitation), by=by, at=at)
    said = letters.asking(invitation)
    letter = write(kind=Letter.Kind.ASKING, **said, because=entry.pk, at=at)
    invitation.letter = letter
    invitation.save(update_fields=["letter"])
    return letter


@transaction.atomic
def drop(*, invitation: Invitation, why: Invitation.Dropped, by: Actor, at: datetime) -> bool:
    """They are not asked, or not once more. True if this did it."""
    standing = Invitation.objects.filter(pk=invitation.pk, dropped_at=None)
    if not standing.update(dropped_at=at, dropped=why):
        return False
    record(InvitationDropped.of(invitation, why=why), by=by, at=at)
    return True


@transaction.atomic
def link_anew(*, invitation: Invitation, by: Actor, at: datetime) -> bool:
    """The link that they were asked by opens nothing any more. True if this did it.

    Who has pressed nothing yet has another until the same day: on their page, and in a reminder.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("link")
    held: Invitation = rows.get(pk=invitation.pk)
    before = held.link
    if before is None or not revoke(link=before, by=by, at=at):
        return False
    left = before.expires_at - at if before.expires_at is not None else rules.LASTS
    if left > timedelta(0) and found.unanswered(pk=held.pk).exists():
        _link(held, by, at, lasts=left)
        held.save(update_fields=["link"])
    return True


def _link(invitation: Invitation, by: Actor, at: datetime, lasts: timedelta = rules.LASTS) -> None:
    purpose = Link.Purpose.ASKED
    invitation.link = make_link(purpose=purpose, opens=invitation.pk, by=by, at=at, lasts=lasts)
