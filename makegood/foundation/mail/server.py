"""The mail server that takes our letters. Nothing here touches the database.

`smtplib` is used by itself rather than behind Django's backend, because the outbox must know two
things that the backend keeps from it: the server's own words, and whether the connection broke
before the last byte (nothing was sent) or after it (nobody knows).
"""

from __future__ import annotations

import math
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
from makegood.foundation.mail.rules import Server, without_secret
from makegood.foundation.mail.sealing import Sealed
from makegood.foundation.outside.finding import OutOfReach, find

# One letter holds up everything else for so long at most, whatever its server does.
SECONDS_TO_HAND_OVER = 8.0
SECONDS_TO_ANSWER = 20.0
# A server that does not answer is left alone for so long, lest each letter wait for it in turn;
# one that is slow, for as long as it was. Silence about one letter may mind that letter alone: then
# others have their turn, and the rest is four times as long for each that meets it in a row.
SECONDS_TO_REST = 60.0
SLOW = 3.0
# A business's own server that hangs, or is slow, has a tenth of a worker's time: however many
# letters it is sent, those of the others go on.
OWN_RESTS = 10
TOO_LONG = "The server took too long."
UNREACHED = "The server could not be reached."
MISNAMED = "The server's certificate does not fit its name."
SILENT = "The server did not answer for this letter."
KEPT = f"{KEPT_HERE}: no mail server is set up, so nothing left."
OF_A_DEMO = f"{KEPT_HERE}: nothing leaves a demo."
MOST_LINES, LONGEST_LINE = 100, 2000
LINE_WITH_A_DOT = re.compile(rb"^\.", re.MULTILINE)


# Until when each server is left alone, in monotonic seconds: as this process has found them.
_resting: dict[Server, float] = {}
# About how many letters in a row each server was silent.
_silent: dict[Server, int] = {}


class Brief(smtplib.SMTP):
    """Reads no more of a reply than anybody needs to say: a line without end fills a memory."""

    def getreply(self) -> tuple[int, bytes]:
        """The code (RFC 5321 §4.2; -1 for what is no reply), and the words behind it."""
        said: list[bytes] = []
        for _ in range(MOST_LINES):
            line = self._read()
            said.append(line[4:].strip(b" \t\r\n"))
            if line[3:4] != b"-" or not line[:3].isdigit():
                return int(line[:3]) if line[:3].isdigit() else -1, b"\n".join(said)
        self.close()
        raise smtplib.SMTPServerDisconnected("It said more than anybody reads.")

    def _read(self) -> bytes:
        if self.file is None and self.sock:
            self.file = self.sock.makefile("rb")
        line: bytes = self.file.readline(LONGEST_LINE) if self.file else b""
        if not line.endswith(b"\n"):
            self.close()
            raise smtplib.SMTPServerDisconnected("It hung up in the middle of a line.")
        return line


class BriefTLS(smtplib.SMTP_SSL, Brief):
    """The same, in private from the first byte."""


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
    # The server is left alone for a while.
    rests: bool = False


def deliver(sealed: Sealed, before_the_last_byte: Callable[[], None]) -> Outcome:
    """Hand a letter to the server of its way. A demo's stays here, and so does every letter where
    there is none. (In production it waits for one: to say it is sent would be a lie.)

    `before_the_last_byte` is called once the server is ready for the letter and before it has
    any of it. What that raises goes through, and nothing was sent.
    """
    way, to = sealed.way, sealed.way.server
    if sealed.leaves and (way.refused or way.waits):
        return Outcome(Kind.REFUSED if way.refused else Kind.LATER, way.refused or way.waits)
    if to is None or not sealed.leaves:
        before_the_last_byte()
        return Outcome(Kind.TAKEN, KEPT if to is None else OF_A_DEMO)
    began = time.monotonic()
    with closing(_line_to(to, sealed)) as smtp:
        outcome = _offer(smtp, to, sealed) or _hand_over(smtp, sealed, before_the_last_byte)
    rests = _rest(to, outcome, time.monotonic() - began)
    return Outcome(outcome.kind, without_secret(outcome.reply, to), rests)


def rests_until(to: Server | None, now: datetime) -> datetime | None:
    """Until when to leave a server alone; None when it may be asked."""
    left = _resting.get(to, 0.0) - time.monotonic() if to else 0.0
    return now + timedelta(seconds=left) if left > 0 else None


def forget_rests() -> None:
    """Ask every server again. (For tests: a port may come back as another server.)"""
    _resting.clear()
    _silent.clear()


def _rest(to: Server, outcome: Outcome, took: float) -> bool:
    """Whether this server is left alone for a while, after it kept us for so many seconds."""
    seconds = _seconds_to_rest(to, outcome, took)
    if not seconds:
        return False
    now = time.monotonic()
    for rested in [each for each, until in _resting.items() if until <= now]:
        del _resting[rested]
    _resting[to] = now + seconds
    return True


def _seconds_to_rest(to: Server, outcome: Outcome, took: float) -> float:
    """For how long; 0.0 where it was quick. A business's own is given no second chance."""
    in_a_row = _silent.pop(to, 0) + 1
    if outcome.reply == SILENT and not to.own:
        _silent[to] = in_a_row
        return min(SLOW * math.pow(4, min(in_a_row - 1, 9)), SECONDS_TO_REST)
    kept_us = took * (OWN_RESTS if to.own else 1)
    if outcome.reply in {TOO_LONG, SILENT}:
        return max(kept_us, SECONDS_TO_REST)
    return kept_us if took > SLOW else 0.0


def _line_to(to: Server, sealed: Sealed) -> smtplib.SMTP:
    """A line that is not yet connected, so that it can be closed wherever its time ends."""
    # How we greet: said, because smtplib would ask the DNS for it, and wait.
    ours = sealed.sender.rpartition("@")[2]
    line: smtplib.SMTP
    if to.security == "tls":
        line = BriefTLS(
            local_hostname=ours,
            timeout=SECONDS_TO_HAND_OVER,
            context=ssl.create_default_context(),
        )
    else:
        line = Brief(local_hostname=ours, timeout=SECONDS_TO_HAND_OVER)
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
                try:
                    code, words = smtp.docmd(line)
                except TookTooLong:
                    return Outcome(Kind.LATER, SILENT)
                if code // 100 != good:
                    kind = Kind.REFUSED if code // 100 == 5 else Kind.LATER
                    return Outcome(kind, f"{code} {_text(words)}")
    except smtplib.SMTPResponseException as said:
        return Outcome(Kind.LATER, f"{said.smtp_code} {_text(said.smtp_error)}")
    except OutOfReach:
        return Outcome(Kind.LATER, UNREACHED)
    except (OSError, ValueError, smtplib.SMTPException, TookTooLong, Apart) as error:
        return Outcome(Kind.LATER, _in_words(error))
    return None


def _reach(smtp: smtplib.SMTP, to: Server) -> None:
    """Up to here the server knows nothing of the letter: whatever it minds, the letter waits."""
    if to.own:
        _come_near(smtp, to)
    else:
        _connect(smtp, to, [to.host])
    if to.user:
        smtp.login(to.user, to.password)


def _connect(smtp: smtplib.SMTP, to: Server, addresses: list[str]) -> None:
    """Connect to the first of these addresses that answers, and begin to speak in private."""
    for address in addresses:
        try:
            code, words = smtp.connect(address, to.port)
        except ssl.SSLCertVerificationError:
            raise
        except OSError:
            if address == addresses[-1]:
                raise
        else:
            break
    if code != 220:
        raise smtplib.SMTPConnectError(code, words)
    if to.security == "starttls":
        smtp.starttls(context=ssl.create_default_context())


def _come_near(smtp: smtplib.SMTP, to: Server) -> None:
    """Connect to addresses that were found, never to the name. Until the certificate showed that
    this is the server meant, nothing it says is repeated: who knows what answers there.
    """
    found = find(to.host, to.port, nearby=settings.OWN_SERVERS_NEARBY)
    try:
        _connect(smtp, to, found)
    except ssl.SSLCertVerificationError:
        raise Apart(MISNAMED) from None
    except TimeoutError:
        raise
    except OSError:
        raise Apart(UNREACHED) from None


class Apart(Exception):
    """We did not come to speak with a business's own server, for this reason."""


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
        return Outcome(Kind.DOUBT, SILENT if _in_words(error) == TOO_LONG else _in_words(error))


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _in_words(error: BaseException) -> str:
    if isinstance(error, TookTooLong | TimeoutError):
        return TOO_LONG
    if isinstance(error, UnicodeError):
        return "It cannot be said in ASCII."  # Its own words would show a piece of a password.
    return str(error) if isinstance(error, Apart) else f"{type(error).__name__}: {error}"
