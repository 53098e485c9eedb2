"""Somebody wants to be asked no more: one press, from their letter or by their mail program.

The same press ends letters that nobody waits for: that an idea of theirs is done.
"""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from makegood.domain.customers import queries as customers
from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.stopping import stop as stop_asking
from makegood.domain.feedback.queries.asking import of_link
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Link
from makegood.foundation.links.queries import Opened
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal.asked_door import ASKED, Asked, language_of
from makegood.interfaces.portal.door import PAGE, READ, WRITE, secret
from makegood.interfaces.portal.reach import reach


@csrf_exempt
@secret
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A visit asks; a press ends it. A mail program presses without cookie or form (RFC 8058)."""
    if request.method not in (*READ, *WRITE):
        return HttpResponseNotAllowed((*READ, *WRITE))
    now = timezone.now()
    opened = _opened_or_404(token, ASKED, now)
    with enter(opened.business):
        one = Asked(opened.business, of_link(opened.link.pk), opened.link)
        customer = one.invitation.customer
        if customer is None:
            raise Http404
        if request.method in WRITE:
            stop_asking(customer=customer, by=one.actor, at=now)
        with translation.override(language_of(request, one.invitation)):
            return _page(request, one.business, now)


@csrf_exempt
@secret
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a letter that leads to their page: whoever holds it is one customer."""
    if request.method not in (*READ, *WRITE):
        return HttpResponseNotAllowed((*READ, *WRITE))
    now = timezone.now()
    opened = _opened_or_404(token, PAGE, now)
    with enter(opened.business):
        customer: Customer = customers.get(opened.link.opens).head
        if request.method in WRITE:
            by = Actor("customer", opened.link.opens)
            stop_asking(customer=customer, by=by, at=now)
        with translation.override(customer.language or opened.business.locale):
            return _page(request, opened.business, now, news=True)


def _opened_or_404(token: str, purpose: Link.Purpose, now: datetime) -> Opened:
    """To be left alone has no end: a link that opens nothing any more still stops."""
    opened = links.by_token(token, purpose=purpose, now=now)
    if opened is None or opened.state == State.REVOKED:
        raise Http404
    return opened


def _page(
    request: HttpRequest, business: Business, now: datetime, *, news: bool = False
) -> HttpResponse:
    context = {
        "business": business.name,
        "face": business.name[:1].upper(),
        "action": request.path,
        "stopped": request.method in WRITE,
        "news": news,
        "reach": reach([], now.astimezone(business.tz)),
    }
    return render(request, "interfaces/portal/asked_stop.html", context)


for view in (stop, stop_letters):
    vars(view)["open_to_all"] = "whoever holds the token may stop what goes to its address"
