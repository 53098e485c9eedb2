"""A link that has ended offers a fresh one, sent to the address we know and to no other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from makegood.domain.customers.actions import send_fresh_link
from makegood.foundation.limits.rate import allow
from makegood.interfaces.portal.door import WRITE, Visit, portal
from makegood.interfaces.portal.page import framed
from makegood.kit.refusal import Refusal

MOST_A_DAY = 3
A_DAY = 24 * 3600


@portal(methods=WRITE, ended=True)
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Says the same whether a letter went or not: nobody learns what address we know."""
    if not allow("fresh link", f"customer {visit.customer.pk}", MOST_A_DAY, A_DAY):
        return framed(request, visit, "interfaces/portal/too_often.html", {}, status=429)
    try:
        if visit.customer.email:
            send_fresh_link(customer=visit.customer, by=visit.actor, at=timezone.now())
    except Refusal:
        return framed(request, visit, "interfaces/portal/too_often.html", {}, status=429)
    return framed(request, visit, "interfaces/portal/sent.html", {})
