"""The mail server that takes our letters. Nothing here touches the database.

`smtplib` is used by itself rather than behind Django's backend, because the outbox must know two
things that the backend keeps from it: the server's own words, and whether the connection broke
before the last byte (nothing was sent) or after it (nobody knows).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import Enum

from django.conf import settings

from makegood.foundation.jobs.heart import TookTooLong, at_most
from makegood.foundation.mail.rules import Server
from makegood.foundation.mail.sealing import Sealed

# One letter holds up the others for so long at most, whatever its server does.
SECONDS_TO_HAND_OVER = 15.0
SECONDS_TO_ANSWER = 25.0
LINE_WITH_A_DOT = re.compile(rb"^\.", re.MULTILINE)


class Kind(Enum):
    """What came of handing a letter over."""

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Outcome:
    """What came of it, in the server's words where it said any."""

    kind: Kind
    reply: str


def deliver(sealed: Sealed, before_the_last_byte: Callable[[], None]) -> Outcome:
    """Hand a letter to the server of the settings; where there is none it stays here.

    `before_the_last_byte` is called once the server is ready for the letter and before it has
    any of it. What that raises goes through, and nothing was sent.
    """
    to: Server | None = settings.MAIL_SERVER
    if to is None:
        before_the_last_byte()
        return Outcome(Kind.TAKEN, "Kept here: no mail server is set up, so nothing left.")
    with closing(_line_to(to)) as smtp:
        return _offer(smtp, to, sealed) or _hand_over(smtp, sealed, before_the_last_byte)


def _line_to(to: Server) -> smtplib.SMTP:
    """A line that is not yet connected, so that it can be closed wherever its time ends."""
    line: smtplib.SMTP
    if to.security == "tls":
        line = smtplib.SMTP_SSL(timeout=SECONDS_TO_HAND_OVER, context=ssl.create_default_context())
    else:
        line = smtplib.SMTP(timeout=SECONDS_TO_HAND_OVER)
    # The name its certificate must bear: smtplib takes it only where it connects at once.
    vars(line)["_host"] = to.host
    return line


def _offer(smtp: smtplib.SMTP, to: Server, sealed: Sealed) -> Outcome | None:
    """Connect, name sender and recipient, ask to begin. None when the server is ready for it."""
    try:
        with at_most(SECONDS_TO_HAND_OVER):
            _reach(smtp, to)
            smtp.ehlo_or_helo_if_needed()
            for line in (
                f"MAIL FROM:<{sealed.sender}>",
                f"RCPT TO:<{sealed.recipient}>",
                "DATA",
            ):
                code, words = smtp.docmd(line)
                if code // 100 not in {2, 3}:
                    return _answered(code, words)
    except smtplib.SMTPResponseException as said:
        return Outcome(Kind.LATER, f"{said.smtp_code} {_text(said.smtp_error)}")
    except (OSError, smtplib.SMTPException, TookTooLong) as error:
        return Outcome(Kind.LATER, _in_words(error))
    return None


def _reach(smtp: smtplib.SMTP, to: Server) -> None:
    """Up to here the server knows nothing of the letter: whatever it minds, the letter waits."""
    code, words = smtp.connect(to.host, to.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, words)
    if to.security == "starttls":
        smtp.starttls(context=ssl.create_default_context())
    if to.user:
        smtp.login(to.user, to.password)


def _hand_over(
    smtp: smtplib.SMTP, sealed: Sealed, before_the_last_byte: Callable[[], None]
) -> Outcome:
    before_the_last_byte()
    try:
        with at_most(SECONDS_TO_ANSWER):
            smtp.send(LINE_WITH_A_DOT.sub(b"..", sealed.message) + b".\r\n")
            return _answered(*smtp.getreply())
    except (OSError, smtplib.SMTPException, TookTooLong) as error:
        return Outcome(Kind.DOUBT, _in_words(error))


def _answered(code: int, words: bytes) -> Outcome:
    """RFC 5321 §4.2.1: 2yz done, 4yz try again, 5yz never. Anything else is not an answer."""
    kinds = {2: Kind.TAKEN, 5: Kind.REFUSED}
    return Outcome(kinds.get(code // 100, Kind.LATER), f"{code} {_text(words)}")


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _in_words(error: BaseException) -> str:
    if isinstance(error, TookTooLong):
        return "The server took too long."
    return f"{type(error).__name__}: {error}"
