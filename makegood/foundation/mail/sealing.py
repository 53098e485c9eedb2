"""A letter as the bytes that go out: the same bytes however often it is sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings

from makegood.foundation.mail import addresses, rules
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import current_business


@dataclass(frozen=True)
class Sealed:
    """A letter ready to be handed over."""

    message_id: str
    sender: str
    recipient: str
    message: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.message).hexdigest()


def seal(letter: Letter) -> Sealed:
    """The letter's bytes (RFC 5322), its links derived. ValueError for an impossible address."""
    sender = settings.MAIL_FROM
    domain = sender.rpartition("@")[2]
    named = rules.message_id(letter.pk, domain, key=settings.LINKS_KEY)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = rules.one_line(letter.subject, 300)
    message["From"] = Address(rules.one_line(current_business().name, 120), addr_spec=sender)
    message["To"] = Address(rules.one_line(letter.to_name, 200), addr_spec=letter.to_address)
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = named
    message["Content-Language"] = letter.language
    message.set_content(addresses.derived(letter.text), cte="quoted-printable")
    if letter.html:
        html = addresses.derived(letter.html)
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        message.set_boundary(hashlib.sha256(named.encode()).hexdigest()[:40])
    return Sealed(
        message_id=named,
        sender=sender,
        recipient=letter.to_address,
        message=message.as_bytes(),
    )
