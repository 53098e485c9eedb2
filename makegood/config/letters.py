"""What the environment says of letters and links: our address, our mail server, the links' key.

In production our address must be said, with https: a link in a letter is never built from what
a request claims to be its host.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from makegood.config.environment import Mode, kept_key, own_folder, refuse_weak
from makegood.foundation.mail.rules import Server, as_sent, server_at
from makegood.kit.whole_number import whole_number

# Each is looked for among as many places (`foundation/limits/rate.py`).
MOST_LETTERS_A_DAY = 2000


def base_url(mode: Mode) -> str:
    """BASE_URL: where people reach us, without a slash at its end."""
    said = os.environ.get("BASE_URL", "").rstrip("/")
    parts = urlsplit(said)
    if mode == "production" and (parts.scheme != "https" or not parts.netloc or parts.path):
        raise ImproperlyConfigured("BASE_URL must say where people reach us: https://your.host")
    return said or "http://localhost:8000"


def links_key(mode: Mode) -> bytes:
    """LINKS_KEY, from which links are derived: at least 50 random characters in production."""
    said = os.environ.get("LINKS_KEY", "")
    if mode == "production":
        refuse_weak("LINKS_KEY", said)
        return said.encode()
    if mode == "test":
        return b"only-for-the-tests-0123456789"
    return (said or kept_key(own_folder() / "links-key")).encode()


def mail_from(base_url: str) -> str:
    """MAIL_FROM: the address that letters come from, as mail servers understand it."""
    said = os.environ.get("MAIL_FROM") or f"makegood@{urlsplit(base_url).hostname}"
    try:
        return as_sent(said)
    except ValueError:
        raise ImproperlyConfigured(
            "MAIL_FROM must be an address that letters can come from: letters@your.host"
        ) from None


def letters_a_day() -> int:
    """LETTERS_A_DAY: how many letters to customers may leave one business in 24 hours."""
    said = os.environ.get("LETTERS_A_DAY", "") or "300"
    number = whole_number(said, most=MOST_LETTERS_A_DAY)
    if number is None:
        raise ImproperlyConfigured(
            f"LETTERS_A_DAY is a number up to {MOST_LETTERS_A_DAY}: "
            "how many letters may leave one business in a day."
        )
    return number


def mail_server() -> Server | None:
    """MAIL_SERVER, as smtp://name:password@host:port?security=starttls (or none, or tls).

    None where it is not said: then letters are kept and nothing leaves.
    """
    said = os.environ.get("MAIL_SERVER", "")
    if not said:
        return None
    try:
        return server_at(said)
    except ValueError:
        raise ImproperlyConfigured(
            "MAIL_SERVER reads smtp://name:password@host:port?security=starttls (none, tls)"
        ) from None


def nearby() -> frozenset[str]:
    """OWN_SERVERS_NEARBY: private hosts that a business may name as its mail server.

    With commas between: mail.lan, or 10.0.0.5:2526 for a port of its own. None unless it is said.
    """
    said = os.environ.get("OWN_SERVERS_NEARBY", "").lower().split(",")
    return frozenset(host.strip() for host in said if host.strip())
