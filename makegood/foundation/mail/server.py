"""The mail server that takes our letters. Nothing here touches the database.

`smtplib` is used by itself rather than behind Django's backend, because the outbox must know two
things that the backend keeps from it: the server's own words, and whether the connection broke
before the last byte (nothing was sent) or after it (nobody knows).
"""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings

from makegood.foundation.jobs.heart import TookTooLong, at_most
from makegood.foundation.mail.models import KEPT_HERE
from makegood.foundation.mail.rules import Server
from makegood.foundation.mail.sealing import Sealed

# One letter holds up everything else for so long at most, whatever its server does.
SECONDS_TO_HAND_OVER = 8.0
SECONDS_TO_ANSWER = 20.0
# A server that does not answer is left alone for so long, lest each letter wait for it in turn;
# one that is slow, for as long as it was.
SECONDS_TO_REST = 60.0
SLOW = 3.0
TOO_LONG = "The server took too long."
KEPT = f"{KEPT_HERE}: no mail server is set up, so nothing left."
OF_A_DEMO = f"{KEPT_HERE}: nothing leaves a demo."
LINE_WITH_A_DOT = re.compile(rb"^\.", re.MULTILINE)


# Until when each server is left alone, in monotonic seconds: as this process has found them.
_resting: dict[Server, float] = {}


class Kind(Enum):
    """What came of handing a letter over."""

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"
    DOUBT = "doubt"


# RFC 5321 §4.2.1: 2yz done, 4yz try again, 5yz never. Anything else is no answer.
ANSWERS = {2: Kind.TAKEN, 4: Kind.LATER, 5: Kind.REFUSED}


@dataclass(frozen=True)
class Outcome:
    """What came of it, in the server's words where it said any."""

    kind: Kind
    reply: str


def deliver(sealed: Sealed, before_the_last_byte: Callable[[], None]) -> Outcome:
    """Hand a letter to the server of the settings. A demo's stays here, and so does every letter
    where there is none. (In production it waits for one: to say it is sent would be a lie.)

    `before_the_last_byte` is called once the server is ready for the letter and before it has
    any of it. What that raises goes through, and nothing was sent.
    """
    to: Server | None = settings.MAIL_SERVER
    if to is None and sealed.leaves and settings.SECURE:
        return Outcome(Kind.LATER, "No mail server is set up: MAIL_SERVER says which.")
    if to is None or not sealed.leaves:
        before_the_last_byte()
        return Outcome(Kind.TAKEN, KEPT if to is None else OF_A_DEMO)
    began = time.monotonic()
    with closing(_line_to(to, sealed)) as smtp:
        outcome = _offer(smtp, to, sealed) or _hand_over(smtp, sealed, before_the_last_byte)
    _rest(to, outcome, time.monotonic() - began)
    return outcome


def rests_until(now: datetime) -> datetime | None:
    """Until when to leave the server of the settings alone; None when it may be asked."""
    to: Server | None = settings.MAIL_SERVER
    left = _resting.get(to, 0.0) - time.monotonic() if to else 0.0
    return now + timedelta(seconds=left) if left > 0 else None


def forget_rests() -> None:
    """Ask every server again. (For tests: a port may come back as another server.)"""
    _resting.clear()


def _rest(to: Server, outcome: Outcome, took: float) -> None:
    if outcome.reply == TOO_LONG:
        _resting[to] = time.monotonic() + SECONDS_TO_REST
    elif took > SLOW:
        _resting[to] = time.monotonic() + took


def _line_to(to: Server, sealed: Sealed) -> smtplib.SMTP:
    """A line that is not yet connected, so that it can be closed wherever its time ends."""
    # How we greet: said, because smtplib would ask the DNS for it, and wait.
    ours = sealed.sender.rpartition("@")[2]
    line: smtplib.SMTP
    if to.security == "tls":
        line = smtplib.SMTP_SSL(
            local_hostname=ours,
            timeout=SECONDS_TO_HAND_OVER,
            context=ssl.create_default_context(),
        )
    else:
        line = smtplib.SMTP(local_hostname=ours, timeout=SECONDS_TO_HAND_OVER)
    # The name its certificate must bear: smtplib takes it only where it connects at once.
    vars(line)["_host"] = to.host
    return line


def _offer(smtp: smtplib.SMTP, to: Server, sealed: Sealed) -> Outcome | None:
    """Connect, name sender and recipient, ask to begin. None when the server is ready for it."""
    try:
        with at_most(SECONDS_TO_HAND_OVER):
            _reach(smtp, to)
            smtp.ehlo_or_helo_if_needed()
            code, words = smtp.docmd(f"MAIL FROM:<{sealed.sender}>")
            if code // 100 != 2:
                # It minds us and not the letter: that is for whoever runs us to mend.
                return Outcome(Kind.LATER, f"{code} {_text(words)}")
            for line, good in ((f"RCPT TO:<{sealed.recipient}>", 2), ("DATA", 3)):
                code, words = smtp.docmd(line)
                if code // 100 != good:
                    kind = Kind.REFUSED if code // 100 == 5 else Kind.LATER
                    return Outcome(kind, f"{code} {_text(words)}")
    except smtplib.SMTPResponseException as said:
        return Outcome(Kind.LATER, f"{said.smtp_code} {_text(said.smtp_error)}")
    except (OSError, ValueError, smtplib.SMTPException, TookTooLong) as error:
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
            if smtp.sock:
                smtp.sock.settimeout(SECONDS_TO_ANSWER)
            smtp.send(LINE_WITH_A_DOT.sub(b"..", sealed.message) + b".\r\n")
            code, words = smtp.getreply()
            return Outcome(ANSWERS.get(code // 100, Kind.DOUBT), f"{code} {_text(words)}")
    except (OSError, smtplib.SMTPException, TookTooLong) as error:
        return Outcome(Kind.DOUBT, _in_words(error))


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _in_words(error: BaseException) -> str:
    if isinstance(error, TookTooLong | TimeoutError):
        return TOO_LONG
    return f"{type(error).__name__}: {error}"
