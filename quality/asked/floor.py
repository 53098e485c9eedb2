"""The floor: the least that a press can do: one durable row, behind the same middleware."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from makegood.foundation.limits.models import OnceKey
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal.asked_door import Asked, asked
from makegood.interfaces.portal.door import WRITE


def press(request: HttpRequest) -> HttpResponse:
    with enter(Business.objects.get(slug="town")):
        return _kept(request)


@asked(methods=WRITE)
def behind_the_door(request: HttpRequest, one: Asked) -> HttpResponse:
    """The same for somebody whose pass was looked at, as every press's is."""
    return _kept(request)


def _kept(request: HttpRequest) -> HttpResponse:
    OnceKey.objects.create(
        principal="floor",
        key=secrets.token_hex(16),
        digest=request.POST["better"][:64],
        made_at=timezone.now(),
    )
    return redirect("/floor")
