"""The ledger: every promise, with filters."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rows import ledger
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.ledger_asked import (
    asked_customer,
    asked_kind,
    asked_number,
    ids_asked,
    views,
)
from makegood.interfaces.desk.needs import needs_now
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.rows import rows as drawn
from makegood.interfaces.desk.when import local_now

LONGEST_SEARCH = 200
LAST_PAGE = 10_000
KEPT = ("which", "kind", "customer")


@desk("see the ledger")
def show(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    asked = _asked(request)
    whose = asked_customer(asked["customer"])
    ids = ids_asked(asked["customer"], whose)
    rows, has_next = ledger(now=now, **asked | {"customer": ids})
    filters = _filters(request, asked)
    customer = str(whose or "")
    context = {
        "rows": _rows(request, rows, now),
        "filters": filters,
        "customer": customer,
        "customer_href": here(request, "customer", customer=whose.pk) if whose else "",
        "views": views(request, asked, current="ledger"),
        "title": _title(filters, asked, customer),
        "pages": _pages(request, asked, has_next),
        "asked": asked,
        "narrowed": bool(asked["search"] or asked["kind"] or asked["customer"]),
        "wider": _wider(request, asked),
        "letters_href": here(request, "letters"),
    }
    return page(request, "interfaces/desk/ledger.html", context)


def _asked(request: DeskRequest) -> dict[str, Any]:
    """What the address asks for; nonsense in it is passed over."""
    said = request.GET
    return {
        "which": said.get("which", "open"),
        "search": said.get("search", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        "kind": asked_kind(request),
        "customer": asked_number(said.get("customer", "")),
        "page": asked_number(said.get("page", ""), LAST_PAGE) or 1,
    }


def _title(filters: dict[str, Any], asked: dict[str, Any], customer: str) -> str:
    """What the page is called in a tab, and by a reader who hears nothing else of the filters."""
    chosen = [each["label"] for each in filters["choices"] if each["current"]]
    parts = [_("Ledger"), *chosen, customer, asked["search"]]
    return ", ".join(part for part in parts if part)


def _rows(request: DeskRequest, found: list[Promise], now: datetime) -> list[SafeString]:
    return drawn(request, needs_now(request, found, now), now=now)


def _filters(request: DeskRequest, asked: dict[str, Any]) -> dict[str, Any]:
    names = {
        "open": _("Open"),
        "late": _("Late"),
        "kept": _("Kept"),
        "withdrawn": _("Withdrawn"),
        "all": _("All"),
    }
    return {
        "label": _("Which promises"),
        "choices": [
            {
                "href": _address(request, {**asked, "which": which, "page": 1}),
                "label": label,
                "current": asked["which"] == which,
            }
            for which, label in names.items()
        ],
        "search": {
            "action": here(request, "ledger"),
            "name": "search",
            "value": asked["search"],
            "label": _("Find words or a customer"),
            "hidden": [(name, asked[name]) for name in KEPT if asked[name]],
        },
    }


def _pages(request: DeskRequest, asked: dict[str, Any], has_next: bool) -> dict[str, str]:
    n = asked["page"]
    return {
        "previous_href": _address(request, {**asked, "page": n - 1}) if n > 1 else "",
        "next_href": _address(request, {**asked, "page": n + 1}) if has_next else "",
        "words": _("Page %(n)s") % {"n": n} if n > 1 or has_next else "",
    }


def _wider(request: DeskRequest, asked: dict[str, Any]) -> dict[str, str]:
    """The way on where nothing fits: the same among all, and where all were asked, all."""
    if asked["which"] != "all":
        href = _address(request, {**asked, "which": "all", "page": 1})
        return {
            "text": _("Try fewer words, or look in all."),
            "label": _("Look in all"),
            "href": href,
        }
    href = _address(request, {"which": "all"})
    return {"text": _("Try fewer words."), "label": _("The whole ledger"), "href": href}


def _address(request: DeskRequest, asked: dict[str, Any]) -> str:
    said = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return f"{here(request, 'ledger')}?{urlencode(said)}"
