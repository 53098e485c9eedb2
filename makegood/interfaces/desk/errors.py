"""What a person sees when something is not there, or a form has gone stale."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from makegood.foundation.accounts.queries import memberships
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.headers import NUMBER

A_MEGABYTE = 1_000_000


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is old: what was typed is kept and shown again. Answers 403.

    It happens after signing in elsewhere. Nothing is kept for whoever is not in: a form from a
    stranger's page never carries our session.
    """
    back = typed.keep(request) if request.user.is_authenticated else reverse("start")
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(back)
    with in_their_language(request):
        return render(request, "interfaces/desk/stale_form.html", {"back": back}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with in_their_language(request):
        return render(request, "interfaces/desk/not_found.html", status=404)


def too_often(request: HttpRequest) -> HttpResponse:
    """Too many tries in a short time. Answers 429."""
    with in_their_language(request):
        return render(request, "interfaces/desk/too_often.html", status=429)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """More was sent than fits, `most` in bytes. Answers 413; nothing of it was read."""
    with in_their_language(request):
        context = {"most": most // A_MEGABYTE}
        return render(request, "interfaces/desk/too_large.html", context, status=413)


def broken(request: HttpRequest) -> HttpResponse:
    """Answers 500, and asks the database nothing: it may be what broke."""
    context = {"request": request, "number": NUMBER.get()}
    return HttpResponse(render_to_string("interfaces/desk/broken.html", context), status=500)


def in_their_language(request: HttpRequest) -> AbstractContextManager[None]:
    """The language of the desk in the address, else of their first; the browser's for others."""
    person = getattr(request, "user", None)
    ours = memberships(person) if person is not None and person.is_authenticated else []
    here = [one for one in ours if request.path.startswith(f"/desk/{one.business.slug}/")]
    for member in (*here, *ours):
        return translation.override(member.business.locale)
    return translation.override(translation.get_language())
