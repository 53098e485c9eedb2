"""What a person sees when something is not there, or a form has gone stale."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: say what to do. Answers 403."""
    return render(request, "interfaces/desk/stale_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "interfaces/desk/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "interfaces/desk/broken.html", status=500)
