"""The floor: the least a customer's page can do with thirty rows.

The same middleware, door and frame; one indexed query; and as many bytes as the page it is held
against (`?fill=` says how many more each row gets).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from makegood.domain.promises.models import OPEN, Promise
from makegood.interfaces.portal.door import Visit, portal
from makegood.interfaces.portal.page import framed
from quality.speed.floor import filling

ROWS = 30


@portal()
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    found = Promise.objects.filter(OPEN, customer=visit.customer).select_related("customer")
    rows = found.order_by("late_after", "id")[:ROWS]
    # No foot: how to reach us is asked for by the page alone.
    context = {"rows": rows, "fill": filling(int(request.GET.get("fill", "0"))), "reach": {}}
    return framed(request, visit, "portal_floor.html", context)
