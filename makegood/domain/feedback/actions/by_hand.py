"""One of us asks somebody how it was: by a letter, or by a link to be handed over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.asking import invite, send
from makegood.domain.feedback.models import Invitation, Survey
from makegood.domain.feedback.queries import asking as found
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.queries import hold_business
from makegood.kit.refusal import Refusal


@transaction.atomic
def ask_by_hand(
    *,
    survey: Survey,
    customer: Customer,
    engagement: Engagement | None,
    member: Member,
    by: Actor,
    at: datetime,
) -> Invitation:
    """Ask them now. A letter goes where an address is known, else their link is handed over.

    Refused: who wants to be asked no more, or was asked not long ago; before all of it is
    delivered; more letters than leave in a day.
    """
    hold_business()  # Of two presses at once the second finds that they were asked.
    if found.is_stopped(found.one_person(customer)):
        raise Refusal(_("They want to be asked no more."))
    if not found.is_delivered(engagement.pk if engagement else None):
        raise Refusal(_("Not all of it is delivered yet. Ask when it is."))
    if found.is_resting(customer, at=at):
        raise Refusal(_("They were asked not long ago. Once a month is enough."))
    asked = invite(
        survey=survey, customer=customer, engagement=engagement, member=member, by=by, at=at
    )
    if customer.head.email:
        send(invitation=asked, by=by, at=at)
    return asked
