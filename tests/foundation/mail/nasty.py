"""Words meant to add a header or a recipient, and a look at the bytes for whether they did.

Shared by the test beside it and `quality.letters headers`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import compat32
from email.utils import getaddresses
from unittest.mock import patch

from hypothesis import strategies as st

from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import Way
from makegood.foundation.mail.sealing import Sealed, seal
from makegood.foundation.tenancy.models import Business

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADERS = [
    *("Subject", "From", "To", "Reply-To", "Date", "Message-ID"),
    *("MIME-Version", "Content-Type", "Content-Language"),
]
BREAKS = ("\r\n", "\r", "\n", "\x00", "\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r\n ", "\n\t")
WORDS = (
    *("Bcc: eve@example.com", "=?utf-8?q?=0D=0ABcc:_eve@example.com?=", "=?utf-8?b?DQpCY2M6?="),
    *("\u00fc", "\u202e", "<eve@example.com>", '"', ",", ";", "\\\\", "x" * 200, " ", "."),
)
NASTY = st.lists(st.sampled_from(BREAKS + WORDS), max_size=8).map("".join)
ENVELOPE = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")


def sealed(**other: object) -> Sealed:
    """A letter of a business that is not written down: no database."""
    said = {"name": "Fern Studio", **other}
    business = Business(pk=1, name=str(said.pop("name")))
    usual = {
        "pk": 7,
        "kind": Letter.Kind.NOTICE,
        "about": 1,
        "to_name": "Anna",
        "to_address": "anna@example.com",
        "reply_to": "alice@example.com",
        "subject": "Your logo",
        "text": "Hello",
        "html": "<p>Hello</p>",
        "language": "en",
        "made_at": NOW,
        "business": business,
    }
    letter = Letter(**{**usual, **said})
    way = Way("makegood@localhost")
    with (
        patch("makegood.foundation.mail.sealing.current_business", lambda: business),
        patch("makegood.foundation.mail.sealing.way_of", lambda letter: way),
    ):
        return seal(letter)


def wrong_with(one: Sealed, *, to: str, reply_to: str) -> list[str]:
    """What the bytes hold that they must not, read by two parsers that did not write them.

    Python's old parser (compat32), which takes headers as they come; and a look at each line.
    """
    head, _, _ = one.message.partition(b"\r\n\r\n")
    lines = one.message.split(b"\r\n")
    fields = [line.partition(b":")[0].decode("ascii", "replace") for line in _unfolded(head)]
    read = message_from_bytes(one.message, policy=compat32)
    people = {"From": one.sender, "To": to, "Reply-To": reply_to}
    reads_as = {name: [at for _, at in getaddresses(read.get_all(name, []))] for name in people}
    return [
        *(f"headers {found}" for found in (read.keys(), fields) if found != HEADERS),
        *(f"{name} {reads_as[name]}" for name, at in people.items() if reads_as[name] != [at]),
        *(f"a bare break: {line!r}" for line in lines if {0, 10, 13} & set(line)),
        *(f"a line of {len(line)}" for line in lines if len(line) > 998),
        *(f"envelope {at!r}" for at in (one.sender, one.recipient) if not ENVELOPE.fullmatch(at)),
        *([] if one.recipient == to else [f"envelope to {one.recipient!r}"]),
    ]


def _unfolded(head: bytes) -> list[bytes]:
    """Its header lines, those that go on in the next line (RFC 5322 §2.2.3) as one."""
    return [line for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
