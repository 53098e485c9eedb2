"""When a letter is tried again, when it is given up, and how it is named."""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from makegood.kit.hosts import in_ascii
from makegood.kit.one_line import PART_OF_WORDS

# Who writes to somebody about their account: we do, and no business of theirs.
OURSELVES = "Makegood"


@dataclass(frozen=True)
class Patience:
    """How long a letter is tried, and at least how often: a clock that is days ahead for a moment
    gives nothing up.
    """

    for_at_most: timedelta
    fewest_tries: int


FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=8)
# RFC 5321 §4.5.4.1: the give-up time generally needs to be at least 4 to 5 days.
USUAL = Patience(timedelta(days=5), fewest_tries=3)
# Somebody sits before a letter that tries a server, and waits for the answer.
ON_TRIAL = Patience(timedelta(minutes=15), fewest_tries=1)
# A reply lost after our last byte (RFC 1047): sent once more under the same Message-ID, no oftener.
MOST_DOUBTS = 2

# Letters of one business to its customers, in any 24 hours. A person who writes meets no limit; a
# stranger who signs up to send others what they never asked for does.
A_DAY = timedelta(days=1)
MOST_TO_ONE = 10
MOST_AT_FIRST = 30
FIRST_DAYS = timedelta(days=7)

LINK = re.compile(r"\{(?:(link|asked|page):([a-z_]*:?\d+)|reset)\}")
# RFC 5321 §4.1.2 without quoted local parts, which nobody has and many programs read wrongly.
MAILBOX = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)
# They part names from addresses (RFC 5322 §3.2.3). A name that holds them is quoted, and Python's
# folding of a long header loses the quotes: <eve@example.com> in a name would be a recipient.
MEANINGFUL = str.maketrans(dict.fromkeys('<>@,;:"()[]\\', " "))
PORTS = {"none": 25, "starttls": 587, "tls": 465}
# Where a business's own server may be spoken to: the ports of mail, and no others.
OWN_PORTS = (587, 465, 2525, 25)


@dataclass(frozen=True)
class Server:
    """Where to hand letters over. `security` is none, starttls or tls.

    A business's `own` was named by somebody who may not know, or not wish us, well: it is looked
    up with care, and has less of our time.
    """

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    own: bool = False


@dataclass(frozen=True)
class Way:
    """How a letter leaves: whom it comes from, and by which server. Without one it stays here.

    `number` is that of a business's own server. What stands in `waits` or `refused` is why it
    does not leave now, or ever.
    """

    sender: str
    server: Server | None = None
    number: int | None = None
    waits: str = ""
    refused: str = ""


def server_at(address: str) -> Server:
    """The server that smtp://name:password@host:port?security=starttls names.

    ValueError for an address that names none.
    """
    parts = urlsplit(address)
    security = parse_qs(parts.query).get("security", ["starttls"])[0]
    if parts.scheme != "smtp" or not parts.hostname or security not in PORTS:
        raise ValueError(address)
    return Server(
        host=parts.hostname,
        port=parts.port or PORTS[security],
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def most_a_day(opened_at: datetime, most: int, *, now: datetime) -> int:
    """How many letters to customers may leave a business in a day: fewer in its first week."""
    return min(most, MOST_AT_FIRST) if now - opened_at < FIRST_DAYS else most


def next_try(
    made_at: datetime, attempts: int, *, now: datetime, patience: Patience = USUAL
) -> datetime | None:
    """When to try again after so many failed attempts: 1 minute, doubling, at most 8 hours.

    None once five days have passed since the letter was written, and three tries were made.
    """
    if now - made_at >= patience.for_at_most and attempts >= patience.fewest_tries:
        return None
    pause = FIRST_PAUSE
    for _ in range(1, attempts):
        pause = min(pause * 2, LONGEST_PAUSE)
    return now + pause


def message_id(letter_id: int, made_at: datetime, domain: str, *, key: bytes) -> str:
    """The Message-ID (RFC 5322 §3.6.4) of a letter: the same however often it is sent.

    Of the hour too: after an old backup is restored, numbers are given out a second time.
    """
    said = f"letter|{letter_id}|{made_at.astimezone(UTC).isoformat()}"
    return f"<{hmac.digest(key, said.encode(), 'sha256').hex()[:40]}@{domain}>"


def as_sent(address: str) -> str:
    """An address as every mail server understands it, its domain in ASCII (IDNA).

    ValueError for one that is none, or whose name before the @ is not ASCII: only servers with
    SMTPUTF8 (RFC 6531) take those, and on the way to them all others refuse.
    """
    local, _, domain = address.rpartition("@")
    known = f"{local}@{in_ascii(domain)}"
    if not MAILBOX.fullmatch(known) or len(known) > 254 or "=?" in known:
        raise ValueError("This is not an address.")
    return known


def with_addresses(text: str, resolve: Callable[[str, str], str]) -> str:
    """The text with each `{link:17}`, `{page:promise:42}` and `{reset}` turned into an address.

    `resolve` is given the kind ("link", "page", "reset") and what stands behind it.
    """
    return LINK.sub(lambda found: resolve(found[1] or "reset", found[2] or ""), text)


def one_line(text: str, longest: int) -> str:
    """A text as a header may hold it: no line break, no invisible sign but what joins signs, not
    too long.

    And nothing that reads as an encoded word (RFC 2047), which could hold all of these.
    """
    kept = "".join(sign if sign in PART_OF_WORDS or sign.isprintable() else " " for sign in text)
    line = " ".join(kept.replace("=?", "= ?").split())[:longest]
    return line if line.strip(f"{PART_OF_WORDS} ") else ""


def name_beside_address(text: str, longest: int) -> str:
    """A name as a From or To may hold it: one line, and nothing that reads as an address."""
    return one_line(text.translate(MEANINGFUL), longest).lstrip(" .")


def without_secret(words: str, to: Server) -> str:
    """What a server said, without the password that it may have said back, in any of the forms it
    was given in (RFC 4616, base64)."""
    if not to.password:
        return words
    plain = (to.password, f"\0{to.user}\0{to.password}")
    coded = (b64encode(each.encode()).decode() for each in plain)
    for secret in (*coded, to.password):
        words = words.replace(secret, "…")
    return words
