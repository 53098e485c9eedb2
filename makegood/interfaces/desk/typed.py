"""What somebody typed before they had to sign in again: kept for them, handed back once."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from makegood.foundation.accounts import devices
from makegood.foundation.limits.rate import allow

KEPT = "typed"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "password", "password1"})
MOST_FIELDS = 40
LONGEST_FIELD = 10_000
MOST_TYPED = 40_000
MOST_AN_HOUR = 20
HOUR = 3600


def keep(request: HttpRequest) -> str:
    """Put a form that was sent too late by. Returns the page to come back to.

    A form that has a page of its own is shown there again as it was typed; a press, which has
    none, leads back to the page it stood on.
    """
    page = page_of(request)
    if request.method == "POST" and _may_keep(request):
        request.session[KEPT] = {"page": page, "fields": _fields(request)}
    return page


def waits(request: HttpRequest) -> bool:
    """Whether anything typed waits for its page."""
    return KEPT in request.session


def page_of(request: HttpRequest) -> str:
    """The address that shows this form, or the page of ours it stood on."""
    answered: Any = request.resolver_match.func if request.resolver_match else None
    if request.method == "GET" or "GET" in getattr(answered, "methods", ()):
        return request.get_full_path()
    stood = urlsplit(request.headers.get("Referer", ""))
    if stood.netloc != request.get_host():
        return reverse("start")
    # Two slashes at the front would be another house's address.
    return escape_leading_slashes(f"{stood.path}?{stood.query}" if stood.query else stood.path)


def again(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form of this page, once; empty when nothing waits for it."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or kept is None or kept["page"] != request.get_full_path():
        return {}
    del request.session[KEPT]
    messages.info(request, _("That did not reach us in time. It is here as it was: press again."))
    return cast("dict[str, str]", kept["fields"])


def _fields(request: HttpRequest) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in list(request.POST.items())[:MOST_FIELDS]:
        left = MOST_TYPED - sum(map(len, kept.values()))
        if name not in NOT_KEPT:
            kept[name[:100]] = str(value)[: min(LONGEST_FIELD, left)]
    return kept


def _may_keep(request: HttpRequest) -> bool:
    """For whoever is in, or was in with this browser. A stranger stores nothing with us."""
    if request.user.is_authenticated:
        return True
    browser = devices.known(request)
    return bool(browser) and allow("typed", browser, MOST_AN_HOUR, HOUR)
