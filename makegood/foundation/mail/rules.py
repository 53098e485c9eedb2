"""When a letter is tried again, when it is given up, and how it is named."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=8)
# RFC 5321 §4.5.4.1: the give-up time generally needs to be at least 4 to 5 days.
GIVE_UP_AFTER = timedelta(days=5)
# A reply lost after our last byte (RFC 1047): sent once more under the same Message-ID, no oftener.
MOST_DOUBTS = 2

LINK = re.compile(r"\{(link|page):([a-z_]*:?\d+)\}")

PORTS = {"none": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True)
class Server:
    """Where to hand letters over. `security` is none, starttls or tls."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""


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


def next_try(made_at: datetime, attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts: 1 minute, doubling, at most 8 hours.

    None once five days have passed since the letter was written.
    """
    if now - made_at >= GIVE_UP_AFTER:
        return None
    pause = FIRST_PAUSE
    for _ in range(1, attempts):
        pause = min(pause * 2, LONGEST_PAUSE)
    return now + pause


def message_id(letter_id: int, domain: str, *, key: bytes) -> str:
    """The Message-ID (RFC 5322 §3.6.4) of a letter: the same however often it is sent."""
    name = hmac.digest(key, f"letter|{letter_id}".encode(), "sha256").hex()[:40]
    return f"<{name}@{domain}>"


def with_addresses(text: str, resolve: Callable[[str, str], str]) -> str:
    """The text with each `{link:17}` and `{page:promise:42}` turned into an address.

    `resolve` is given the kind ("link", "page") and what stands behind it.
    """
    return LINK.sub(lambda found: resolve(found[1], found[2]), text)


def one_line(text: str, longest: int) -> str:
    """A text as a header may hold it: no line break, no invisible sign, not too long."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:longest]
