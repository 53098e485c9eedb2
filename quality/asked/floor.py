"""The floor: the least that a press can do: one durable row, behind the same middleware."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from makegood.foundation.limits.models import OnceKey
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter


def press(request: HttpRequest) -> HttpResponse:
    with enter(Business.objects.get(slug="town")):
        OnceKey.objects.create(
            principal="floor",
            key=secrets.token_hex(16),
            digest=request.POST["better"][:64],
            made_at=timezone.now(),
        )
    return redirect("/floor")
