"""Every letter that we can send to a customer, sent, and the links that stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from makegood.domain.customers.actions import meet, send_fresh_link, write_address
from makegood.domain.engagements.actions import begin
from makegood.domain.feedback.actions.turns import ask_ours, remind_ours
from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.reactions import kept_work_is_asked_about
from makegood.domain.ideas.actions.deciding import finish
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.actions.telling import write as write_idea
from makegood.domain.ideas.queries.sources import Said
from makegood.domain.promises.actions.reporting import write_update
from makegood.domain.promises.models import Update
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.domain.feedback import asked
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import post_office
from tests.interfaces.portal.furnished import DAY, NOW, furnish
from tests.interfaces.walls.cases import case_heard, is_it_right, remedy

ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")
Kind = Letter.Kind
HOUR = timedelta(hours=1)


def notice(owner: Member) -> None:
    """A notice of a move, with all the answers there are."""
    furnish(owner)


def fresh_link(owner: Member) -> None:
    found = furnish(owner, name="Ben")
    with enter(owner.business):
        by = Actor("customer", found.customer.pk)
        send_fresh_link(customer=found.customer, by=by, at=NOW)


def update(owner: Member) -> None:
    """How their work is going."""
    found = furnish(owner, name="Cora")
    with enter(owner.business):
        by = Actor("member", owner.pk)
        write_update(
            engagement=begin(customer=found.customer, name="The shop sign", by=by, at=NOW),
            says=Update.Says.ON_TRACK,
            words="The wood is cut.",
            address=found.customer.email,
            seen=0,
            member=owner,
            by=by,
            at=NOW,
        )


def asking(owner: Member) -> None:
    """How was it? With every answer that one tap gives."""
    found = furnish(owner, name="Ella")
    with enter(owner.business):
        asked.asking(owner)
        of = asked.work(owner, found.customer, mail=found.customer.email)
        kept = asked.delivered(owner, asked.promised(owner, of), at=NOW - DAY)
        kept_work_is_asked_about(kept, at=NOW - DAY)
        assert ask_ours(now=NOW + 2 * HOUR) == 1


def reminder(owner: Member) -> None:
    """Once more: somebody was asked a week ago, and has not pressed anything."""
    found = furnish(owner, name="Fritz")
    with enter(owner.business):
        asked.asking(owner)
        of = asked.work(owner, found.customer, mail="fritz@example.com")
        kept = asked.delivered(owner, asked.promised(owner, of), at=NOW - 8 * DAY)
        kept_work_is_asked_about(kept, at=NOW - 8 * DAY)
        assert ask_ours(now=NOW - 7 * DAY + 2 * HOUR) == 1
        asked.arrived(Invitation.objects.get(engagement=of), at=NOW - 7 * DAY)
        assert remind_ours(now=NOW + 2 * HOUR) == 1


def idea(owner: Member) -> None:
    """You said, we did."""
    with enter(owner.business):
        us: dict[str, Any] = {"by": Actor("member", owner.pk), "at": NOW}
        gerda = meet(name="Gerda", **us)
        write_address(customer=gerda, email="gerda@example.com", **us)
        said = Said(customer=gerda, words="A bell?", said_at=NOW)
        noted = note(said=said, title="A bell at the door", **us)
        finish(idea=noted, did="There is a bell.", **us)
        voice = noted.voices.get()
        write_idea(voice=voice, said="A bell?", did="There is a bell.", member=owner, **us)


# How each kind of letter comes about; what is not here has a reason below.
WRITERS: dict[str, Callable[[Member], object]] = {
    Kind.NOTICE: notice,
    Kind.FRESH_LINK: fresh_link,
    Kind.UPDATE: update,
    Kind.ASKING: asking,
    Kind.CASE_HEARD: case_heard,
    Kind.REMEDY: remedy,
    Kind.IS_IT_RIGHT: is_it_right,
    Kind.REMINDER: reminder,
    Kind.IDEA: idea,
}
NO_CUSTOMERS = {
    Kind.ACCOUNT: "its links open forms of the desk: tests/interfaces/desk",
    Kind.TRIAL: "it goes to a member and holds no link",
}


def send_all(owner: Member, work_off: Callable[[], object]) -> list[EmailMessage]:
    """Write one of each kind, and let them go to a mail server of our own."""
    for write in WRITERS.values():
        write(owner)
    with post_office() as office, to(office):
        work_off()
    return office.taken


def links_in(letters: list[EmailMessage]) -> list[str]:
    """The path of every link in every part of these letters, each once."""
    found: dict[str, None] = {}
    for letter in letters:
        for part in letter.walk():
            if part.get_content_maintype() == "text":
                text = str(part.get_content())
                found |= {_path(said): None for said in ADDRESS.findall(text)}
    return list(found)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
