"""The frame around every page of the desk."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from makegood.interfaces.desk.door import DeskRequest


def page(
    request: DeskRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the desk with its frame: navigation and quick add."""
    slug = request.business.slug
    frame = {
        "business_name": request.business.name,
        "home_href": here(request, "today"),
        "nav": [
            {
                "href": here(request, name),
                "label": label,
                "icon": icon,
                "current": request.path.startswith(here(request, name)),
            }
            for name, label, icon in pages()
        ],
        "sign_out_href": reverse("account_logout"),
        "quick_add": {
            "read_action": reverse("promise_reading", kwargs={"business": slug}),
            "text": request.session.pop("kept_words", "")
            if "kept_words" in request.session
            else "",
        },
    }
    if request.member.role == "viewer":
        frame.pop("quick_add")
    return render(request, template, {**frame, **context}, status=status)


def _kept_words(request: DeskRequest) -> str:
    """A sentence typed while signed out; handed back once."""
    return str(request.session.pop("kept_words")) if "kept_words" in request.session else ""


def pages() -> tuple[tuple[str, str, str], ...]:
    """The pages named in the navigation: URL name, label, icon."""
    return (
        ("today", _("Today"), "sun"),
        ("ledger", _("Ledger"), "notebook"),
        ("rates", _("Kept"), "chart-bar"),
        ("settings", _("Settings"), "settings"),
    )


def here(request: DeskRequest, name: str, **ids: Any) -> str:
    """The address of a page in the business we are in."""
    return reverse(name, kwargs={"business": request.business.slug, **ids})


def new_once() -> str:
    """A key for a form, so that pressing twice does once."""
    return uuid4().hex
