"""Into a demo with one press: while we develop, and from this machine alone."""

from __future__ import annotations

from ipaddress import ip_address
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from makegood.foundation.accounts.queries import demo_members
from makegood.foundation.tenancy.models import Member
from makegood.interfaces.desk.door import BOTH, open_to_all

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
# Whoever passes requests on says so in one of these; then the peer is not who asks.
PASSED_ON = ("forwarded", "via", "x-forwarded", "x-real-ip", "x-client-ip", "true-client-ip")


@open_to_all("demos alone, in development, from this machine")
def show(request: HttpRequest) -> HttpResponse:
    """The demos and who works there; a press signs in. Where that may not be, nothing is here."""
    if settings.MODE != "development" or not is_from_here(request):
        raise Http404
    if request.method not in BOTH:
        return HttpResponseNotAllowed(BOTH)
    members = demo_members()
    if request.method == "POST":
        return _come_in(request, members)
    return render(request, "interfaces/desk/demo.html", {"demos": _demos(members)})


def is_from_here(request: HttpRequest) -> bool:
    """Whether the peer itself is this machine, asks for it by its own name, and speaks for nobody.

    No header is believed: one that says for whom a request was passed on only ever refuses.
    """
    if any(name.lower().startswith(PASSED_ON) for name in request.headers):
        return False
    asked = urlsplit(f"//{request.get_host()}").hostname
    try:
        peer = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return peer.is_loopback and asked in THIS_MACHINE


def _come_in(request: HttpRequest, members: list[Member]) -> HttpResponse:
    said = request.POST.get("member", "")
    member = next((one for one in members if str(one.pk) == said), None)
    if member is None:
        raise Http404
    login(request, member.user)
    return redirect("today", business=member.business.slug)


def _demos(members: list[Member]) -> list[dict[str, Any]]:
    """Each demo with a button for everybody who works there."""
    return [
        {"business": business, "acts": [_act(member) for member in theirs]}
        for business, theirs in groupby(members, key=lambda member: member.business)
    ]


def _act(member: Member) -> dict[str, Any]:
    return {
        "label": _("Come in as %(name)s") % {"name": member},
        "action": reverse("demo"),
        "name": "member",
        "value": member.pk,
        "about": member.business.name,
        "whole": True,
    }
