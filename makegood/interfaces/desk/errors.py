"""What a person sees when something is not there, or a form has gone stale."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from makegood.interfaces.desk.headers import NUMBER


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: say what to do. Answers 403."""
    return render(request, "interfaces/desk/stale_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "interfaces/desk/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answers 500, and asks the database nothing: it may be what broke."""
    context = {"request": request, "number": NUMBER.get()}
    return HttpResponse(render_to_string("interfaces/desk/broken.html", context), status=500)
