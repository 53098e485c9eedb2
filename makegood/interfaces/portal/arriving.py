"""A customer opens the link of a letter: it is exchanged for a pass and a clean address."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
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
from makegood.foundation.links.rules import State
from makegood.interfaces.portal.door import PAGE, READ, cookie_of, secret

# One that has ended opens a page where they ask for a fresh one.
FOR_A_FRESH_ONE = timedelta(hours=1)


@secret
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange a token. It changes nothing: scanners open every link in a letter, often first."""
    if request.method not in READ:
        return HttpResponseNotAllowed(READ)
    now = timezone.now()
    opened = links.by_token(token, purpose=PAGE, now=now)
    if opened is None or opened.state == State.REVOKED:
        raise Http404
    link = opened.link
    until = link.expires_at if opened.state == State.OPEN else now + FOR_A_FRESH_ONE
    page = reverse("customer_page", kwargs={"link": link.pk})
    response = HttpResponseRedirect(page, status=303)
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        cookie_of(link.pk),
        opened.browser_pass,
        expires=until,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


vars(arrive)["open_to_all"] = "whoever holds the token is let in; nobody else learns anything"
