"""The only way into a customer's page: the pass that a link left in this browser.

There is no account. A token is shown once and exchanged for a cookie and a clean address, so that
it stands in no history, no referrer and on no shared screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone, translation

from makegood.domain.customers import queries as customers
from makegood.domain.customers.models import Customer
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Link
from makegood.foundation.links.queries import Opened
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

PAGE = Link.Purpose.PAGE
READ = ("GET", "HEAD")
WRITE = ("POST",)


@dataclass(frozen=True)
class Visit:
    """A customer at our door, with the link they hold."""

    business: Business
    customer: Customer
    link: Link
    state: State

    @property
    def actor(self) -> Actor:
        return Actor("customer", self.link.opens)


View = Callable[..., HttpResponse]

# A customer's page runs no script, asks nothing in the background and loads no font.
POLICY = {
    "script-src": [NONE],
    "connect-src": [NONE],
    "font-src": [NONE],
    "manifest-src": [NONE],
}


def shut(view: View) -> View:
    """A page on which nothing runs. Only we ourselves learn its address, which is no secret.

    (With no referrer at all a browser would not say where a press comes from, and we refuse those.)
    """
    replaced: Any = csp_replace(POLICY)(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **ids: Any) -> HttpResponse:
        response: HttpResponse = replaced(request, *args, **ids)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    return answer


def secret(view: View) -> View:
    """A page, shut like the others, whose own address is or may be a token: nobody learns it."""

    @shut
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **ids: Any) -> HttpResponse:
        response = view(request, *args, **ids)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def cookie_of(link_id: int) -> str:
    """The name of the cookie that holds a link's pass: one each, so none drives out another."""
    return f"{settings.LINK_COOKIE}{link_id}"


def leave_pass(
    response: HttpResponse, link_id: int, browser_pass: str, until: datetime | None
) -> None:
    """Leave a link's pass in this browser, until then."""
    response.set_cookie(
        cookie_of(link_id),
        browser_pass,
        expires=until,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def portal(methods: tuple[str, ...] = READ, *, ended: bool = False) -> Callable[[View], View]:
    """Guard a view by the link in its address: whoever holds no pass for it gets 404.

    `ended`: it answers links that have expired too. Those that were revoked open nothing. Inside,
    the scope is entered, and the page speaks the customer's language.
    """

    def guard(view: View) -> View:
        @shut
        @wraps(view)
        def answer(request: HttpRequest, link: int, **ids: Any) -> HttpResponse:
            opened = opened_by(request, link, PAGE)
            if opened is None or (opened.state == State.EXPIRED and not ended):
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            ours = opened.business
            with enter(ours):
                customer = customers.get(opened.link.opens).head
                visit = Visit(ours, customer, opened.link, opened.state)
                language = customer.language or ours.locale
                with translation.override(language), timezone.override(ours.tz):
                    return view(request, visit, **ids)

        vars(answer)["by_link"], vars(answer)["methods"] = PAGE.value, methods
        return answer

    return guard


def opened_by(request: HttpRequest, link_id: int, purpose: Link.Purpose) -> Opened | None:
    """What the pass in this browser opens; None without one, and for a link that was revoked."""
    said = request.COOKIES.get(cookie_of(link_id), "")
    opened = links.by_pass(link_id, said, purpose=purpose, now=timezone.now()) if said else None
    return None if opened is None or opened.state == State.REVOKED else opened
