"""How a letter of a case goes into the outbox. Each was read through, and pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from makegood.domain.customers.actions import write_address
from makegood.domain.recovery.models import Case
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rendering import Triple
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@dataclass(frozen=True)
class Sent:
    """A letter in the outbox, and the link in it."""

    letter: Letter
    link: Link


def post(
    case: Case,
    said: Callable[[Link], Triple],
    *,
    kind: Letter.Kind,
    about: int,
    address: str,
    member: Member,
    because: int,
    by: Actor,
    at: datetime,
) -> Sent:
    """Write to the customer of a case, with a link to their page. Whoever wrote it is answered.

    Refused: no address, and what is none; it is theirs from now on.
    """
    who = case.who
    if not address.strip():
        raise Refusal(_("Where do we write to? Without an address, call them."), field="email")
    write_address(customer=who, email=address, by=by, at=at)
    link = make_link(purpose=Link.Purpose.PAGE, opens=case.customer_id, by=by, at=at)
    triple = said(link)
    letter = write(
        kind=kind,
        about=about,
        to_name=who.name,
        to_address=who.email,
        subject=triple.subject,
        text=triple.text,
        html=triple.html,
        language=triple.language,
        reply_to=member.user.email,
        customer_id=case.customer_id,
        engagement_id=case.engagement_id,
        because=because,
        at=at,
    )
    return Sent(letter, link)
