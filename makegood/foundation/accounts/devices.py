"""Browsers in which somebody signed in before: guesses made elsewhere do not lock them out.

After OWASP's device cookies. A browser carries a name of its own, signed, and a mark of each
person who signed in with it. Wrong passwords are counted for each known browser apart, and for all
unknown ones together: an attacker closes the door to strangers only, for some minutes.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from makegood.kit.mailbox import mailbox

SALT = "makegood.device"
KNOWN_FOR = timedelta(days=365)
# A tablet that a team shares; whoever has not signed in for longest gives way.
MOST_PEOPLE = 8


def known_to(email: str, request: HttpRequest) -> str:
    """The name of this browser, where this person signed in with it within a year; else ""."""
    name, people = _read(request)
    return name if _mark(email) in people else ""


def known(request: HttpRequest) -> str:
    """The name of this browser, where anybody signed in with it within a year; else ""."""
    return _read(request)[0]


def remember(email: str, request: HttpRequest, response: HttpResponse) -> None:
    """From now on this browser is known to this person. Kept when they sign out: that is its use.

    Nobody can read out of the cookie whose it is, and it opens nothing.
    """
    name, people = _read(request)
    mark = _mark(email)
    kept = [mark, *(one for one in people if one != mark)][:MOST_PEOPLE]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([name or secrets.token_urlsafe(16), kept], salt=SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    said = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        name, people = signing.loads(said, salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return "", []
    return name, people


def _mark(email: str) -> str:
    """A person as the cookie knows them: as sign-in finds them, whatever the case."""
    return salted_hmac(SALT, mailbox(email), algorithm="sha256").hexdigest()[:32]
