"""A letter as the bytes that go out: the same bytes however often it is sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings

from makegood.foundation.mail import addresses
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.queries import way_of
from makegood.foundation.mail.rules import (
    OURSELVES,
    Way,
    as_sent,
    message_id,
    name_beside_address,
    one_line,
)
from makegood.foundation.tenancy.scope import current_business

# Python folds a header in the midst of a longer word by an empty line, which ends the headers.
LONGEST_NAME = 60


@dataclass(frozen=True)
class Sealed:
    """A letter ready to be handed over."""

    message_id: str
    sender: str
    recipient: str
    message: bytes
    # Not so for a demo business, whose letters reach no server.
    leaves: bool
    way: Way

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.message).hexdigest()


def seal(letter: Letter) -> Sealed:
    """The letter's bytes (RFC 5322), its links derived. ValueError for an impossible address."""
    business, way, recipient = current_business(), way_of(letter), as_sent(letter.to_address)
    sender = way.sender
    named = letter.message_id or _name(letter, sender)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(letter.subject, 300)
    whose = OURSELVES if letter.kind == Letter.Kind.ACCOUNT else business.name
    message["From"] = Address(name_beside_address(whose, LONGEST_NAME), addr_spec=sender)
    message["To"] = Address(name_beside_address(letter.to_name, LONGEST_NAME), addr_spec=recipient)
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=as_sent(letter.reply_to))
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = named
    if letter.unsubscribe:
        stop = addresses.derived(letter, letter.unsubscribe)
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(addresses.derived(letter, letter.text), cte="quoted-printable")
    if letter.html:
        html = addresses.derived(letter, letter.html)
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.set_boundary(hashlib.sha256(named.encode()).hexdigest()[:40])
    # Last, or it would move into the first part.
    message["Content-Language"] = letter.language
    return Sealed(
        message_id=named,
        sender=sender,
        recipient=recipient,
        message=message.as_bytes(),
        leaves=not business.demo,
        way=way,
    )


def _name(letter: Letter, sender: str) -> str:
    domain = sender.rpartition("@")[2]
    return message_id(letter.pk, letter.made_at, domain, key=settings.LINKS_KEY)
