"""The floor: the least a page of ours can do with fifty rows.

The same middleware, door, frame and signed-in user as any page of the desk; one indexed query;
and as many bytes as the page it is held against (`?fill=` says how many more each row gets).
"""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpResponse
from django.utils.safestring import SafeString

from makegood.domain.promises.models import OPEN, Promise
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import page

ROWS = 50
WORD = "<i>lorem ipsum</i> "


@desk("see the ledger")
def show(request: DeskRequest) -> HttpResponse:
    found = Promise.objects.filter(OPEN).select_related("customer").order_by("late_after", "id")
    fill = filling(int(request.GET.get("fill", "0")))
    return page(request, "floor.html", {"rows": found[:ROWS], "fill": fill})


@lru_cache
def filling(n: int) -> SafeString:
    """Markup of about `n` bytes."""
    return SafeString(WORD * (n // len(WORD)))
