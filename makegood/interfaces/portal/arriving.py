"""A customer opens the link of a letter: it is exchanged for a pass and a clean address."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import timezone

from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Link
from makegood.foundation.links.rules import State
from makegood.interfaces.portal.door import PAGE, READ, leave_pass, secret

# One that has ended opens a page where they ask for a fresh one.
FOR_A_FRESH_ONE = timedelta(hours=1)
LONGEST_CHOICE = 40


@secret
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange a token. It changes nothing: scanners open every link in a letter, often first."""
    return _exchange(request, token, purpose=PAGE, to="customer_page")


@secret
def arrive_asked(request: HttpRequest, token: str) -> HttpResponse:
    """The same for what somebody was asked. A tapped answer comes along; no visit keeps it."""
    return _exchange(request, token, purpose=Link.Purpose.ASKED, to="asked", said=tapped(request))


def tapped(request: HttpRequest) -> str:
    """The answer that they tapped, to be shown as chosen on the page they are led to."""
    chosen = request.GET.get("chosen", "")[:LONGEST_CHOICE]
    return f"?{urlencode({'chosen': chosen})}" if chosen else ""


def led_to(link: Link, page: str, until: datetime | None) -> HttpResponse:
    """To a page by this link, with its pass left in the browser."""
    response = HttpResponseRedirect(page, status=303)
    response.headers["Cache-Control"] = "no-store"
    leave_pass(response, link.pk, links.pass_of(link), until)
    return response


def _exchange(
    request: HttpRequest, token: str, *, purpose: Link.Purpose, to: str, said: str = ""
) -> HttpResponse:
    if request.method not in READ:
        return HttpResponseNotAllowed(READ)
    now = timezone.now()
    opened = links.by_token(token, purpose=purpose, now=now)
    if opened is None or opened.state == State.REVOKED:
        raise Http404
    until = opened.link.expires_at if opened.state == State.OPEN else now + FOR_A_FRESH_ONE
    page = reverse(to, kwargs={"link": opened.link.pk})
    return led_to(opened.link, page + said, until)


for view in (arrive, arrive_asked):
    vars(view)["open_to_all"] = "whoever holds the token is let in; nobody else learns anything"
