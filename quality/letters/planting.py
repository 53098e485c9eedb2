"""Bugs to plant into a worker. A measurement that misses one of them is worthless."""

from __future__ import annotations

import secrets
import smtplib
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from makegood.foundation.mail import sealing, server
from makegood.foundation.mail.actions import posting
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.sealing import Sealed
from makegood.foundation.mail.server import Kind


def plant(where: object, name: str, bug: Callable[..., Any]) -> None:
    """Put a bug in the place of what is called `name` there."""
    setattr(where, name, bug)


def sent_before_sending() -> None:
    """A claim that marks the letter sent, so that a worker that dies loses it."""
    claim = posting.claim

    def claim_and_mark(*, letter_id: int, job_id: int, now: datetime) -> Letter | None:
        letter = claim(letter_id=letter_id, job_id=job_id, now=now)
        if letter is not None:
            posting.sent(letter=letter, reply="250 surely", at=now)
        return letter

    plant(posting, "claim", claim_and_mark)
    plant(posting, "hand_over", lambda **_: None)


def random_message_id() -> None:
    """A new Message-ID for each try."""
    seal = sealing.seal

    def renamed(letter: Letter) -> Sealed:
        letter.message_id = ""
        return seal(letter)

    plant(sealing, "message_id", lambda *_, **__: f"<{secrets.token_hex(8)}@localhost>")
    plant(posting, "seal", renamed)


def lost_answer_is_sent() -> None:
    """No answer taken for a yes."""
    posting.ENDINGS[Kind.DOUBT] = posting.sent


def no_timeout() -> None:
    """Waiting for a server as long as it likes."""

    def patient(self: smtplib.SMTP, *_: Any, **options: Any) -> None:
        before(self, *_, **(options | {"timeout": None}))

    before = smtplib.SMTP.__init__
    plant(smtplib.SMTP, "__init__", patient)
    plant(server, "at_most", lambda _: nullcontext())


BUGS: dict[str, Callable[[], None]] = {
    "sent-before-sending": sent_before_sending,
    "random-message-id": random_message_id,
    "lost-answer-is-sent": lost_answer_is_sent,
    "no-timeout": no_timeout,
}
