"""Somebody wants to be asked no more: one press, from their letter or by their mail program."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from makegood.domain.feedback.actions.stopping import stop as stop_asking
from makegood.domain.feedback.queries.asking import of_link
from makegood.foundation.links import queries as links
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal.asked_door import ASKED, Asked, language_of
from makegood.interfaces.portal.door import READ, WRITE, secret


@csrf_exempt
@secret
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A visit asks; a press ends it. A mail program presses without cookie or form (RFC 8058)."""
    if request.method not in (*READ, *WRITE):
        return HttpResponseNotAllowed((*READ, *WRITE))
    now = timezone.now()
    opened = links.by_token(token, purpose=ASKED, now=now)
    # To be left alone has no end: a link that asks nothing any more still stops.
    if opened is None or opened.state == State.REVOKED:
        raise Http404
    with enter(opened.business):
        one = Asked(opened.business, of_link(opened.link.pk), opened.link)
        customer = one.invitation.customer
        if customer is None:
            raise Http404
        if request.method in WRITE:
            stop_asking(customer=customer, by=one.actor, at=now)
        name = one.business.name
        context = {
            "business": name,
            "face": name[:1].upper(),
            "action": request.path,
            "stopped": request.method in WRITE,
        }
        with translation.override(language_of(request, one.invitation)):
            return render(request, "interfaces/portal/asked_stop.html", context)


vars(stop)["open_to_all"] = "whoever holds the token may stop what goes to its address"
