"""The first page: to your desk, or how to get one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from makegood.foundation.accounts.queries import memberships
from makegood.interfaces.desk.door import open_to_all


@open_to_all("the front door")
def start(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_signup")
    ours = memberships(request.user)
    if len(ours) == 1:
        return redirect("today", business=ours[0].business.slug)
    return render(request, "interfaces/desk/start.html", {"memberships": ours})
