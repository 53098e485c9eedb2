"""The frame around every page of the desk."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import DeskRequest
from makegood.permissions import allows

LONGEST_EXAMPLE = 200
# What has no tab of its own hangs below one, by the first word of its address.
BELOW = {"cases": "today"} | dict.fromkeys(("surveys", "responses", "ideas", "shown"), "rates")


def page(
    request: DeskRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of the desk with its frame: navigation and quick add."""
    typed.again(request)
    current = BELOW.get(_first_word(request), "")
    frame = {
        "business_name": request.business.name,
        "home_href": here(request, "today"),
        "nav": [
            {
                "href": here(request, name),
                "label": label,
                "icon": icon,
                "current": name == current or request.path.startswith(here(request, name)),
            }
            for name, label, icon in pages()
        ],
        "find": finding(request),
        "sign_out_href": reverse("account_logout"),
        "quick_add": {"read_action": here(request, "promise_reading"), "text": _words(request)},
    }
    if not allows("make a promise", request.member):
        frame.pop("quick_add")
    return render(request, template, {**frame, **context}, status=status)


def _first_word(request: DeskRequest) -> str:
    """“cases” of “…/fern-studio/cases/7”."""
    home = here(request, "today").removesuffix("today")
    return request.path.removeprefix(home).split("/", 1)[0]


def _words(request: DeskRequest) -> str:
    """Words a link puts into the quick add, as an example does: nothing is read or changed."""
    return request.GET.get("words", "")[:LONGEST_EXAMPLE]


def finding(request: DeskRequest) -> dict[str, str]:
    """The line of ui/find.html."""
    return {"action": here(request, "search"), "name": "q", "label": _("Search")}


def to_page(request: DeskRequest, address: str) -> HttpResponse:
    """Lead on to a page: of itself, or by htmx where the form was sent in place."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def pages() -> tuple[tuple[str, str, str], ...]:
    """The pages named in the navigation: URL name, label, icon."""
    return (
        ("today", _("Today"), "sun"),
        ("ledger", _("Ledger"), "notebook"),
        ("customers", _("Customers"), "users"),
        ("rates", _("Kept"), "chart-bar"),
        ("settings", _("Settings"), "settings"),
    )


def here(request: DeskRequest, name: str, **ids: Any) -> str:
    """The address of a page in the business we are in."""
    return _address(get_script_prefix(), name, request.business.slug, tuple(ids.items()))


@lru_cache(maxsize=4096)
def _address(prefix: str, name: str, slug: str, ids: tuple[tuple[str, Any], ...]) -> str:
    """Looked up once: a page holds hundreds. (The prefix is where a server mounts us.)"""
    return reverse(name, kwargs={"business": slug, **dict(ids)})


def new_once() -> str:
    """A key for a form, so that pressing twice does once."""
    return uuid4().hex
