"""The people we serve: what is open and late for each, and when something last happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.people import last_touched, people, sets_of, tags_in_use
from makegood.domain.promises.queries.of_customers import Owed, owed
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.customer_said import counted
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.ledger import LAST_PAGE, LONGEST_SEARCH
from makegood.interfaces.desk.ledger_asked import asked_number
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now

KEPT = ("stage", "tag", "order")
LONGEST_TAG = 80


@desk("see the customers")
def show(request: DeskRequest) -> HttpResponse:
    asked, now = _asked(request), local_now(request)
    found, has_next = people(
        search=asked["search"],
        stage=asked["stage"],
        tag=asked["tag"],
        newest=asked["order"] == "newest",
        page=asked["page"],
    )
    tags = dict(tags_in_use())
    context = {
        "people": _people(request, found, now),
        "filters": _filters(request, asked),
        "tags": _tags(request, asked, tags),
        "narrowed": bool(asked["search"] or asked["stage"] or asked["tag"]),
        "everybody_href": here(request, "customers"),
        "order": _order(request, asked),
        "pages": _pages(request, asked, has_next),
    }
    return page(request, "interfaces/desk/customers.html", context)


def _asked(request: DeskRequest) -> dict[str, Any]:
    """What the address asks for; nonsense in it is passed over."""
    said = request.GET
    stage = said.get("stage", "")
    return {
        "search": said.get("search", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        "stage": stage if stage in Customer.Stage.values else "",
        "tag": said.get("tag", "").replace("\x00", "")[:LONGEST_TAG],
        "order": "newest" if said.get("order") == "newest" else "",
        "page": asked_number(said.get("page", ""), LAST_PAGE) or 1,
    }


def _people(request: DeskRequest, found: list[Customer], now: datetime) -> list[dict[str, Any]]:
    """A row for each: five questions for all of them."""
    heads = sets_of(found)
    owes, touched = owed(heads, now=now), last_touched(heads)
    last: dict[int, datetime] = {}
    for key, at in touched.items():
        last[heads[key]] = max(at, last.get(heads[key], at))
    return [_person(request, one, owes.get(one.pk, Owed()), last.get(one.pk), now) for one in found]


def _person(
    request: DeskRequest, one: Customer, owes: Owed, last: datetime | None, now: datetime
) -> dict[str, Any]:
    return {
        "name": one.name,
        "href": here(request, "customer", customer=one.pk),
        "organisation": one.organisation,
        "tags": [tag.name for tag in one.tags.all()],
        "open": counted(owes.open, owes.late),
        "is_late": bool(owes.late),
        "last": wording.day(last.astimezone(now.tzinfo).date(), now.date()) if last else "",
        "last_iso": last.isoformat() if last else "",
        "last_exact": wording.exact_instant(last, request.business.tz) if last else "",
    }


def _filters(request: DeskRequest, asked: dict[str, Any]) -> dict[str, Any]:
    stages = [("", _("All")), *((each.value, str(each.label)) for each in Customer.Stage)]
    return {
        "label": _("Which customers"),
        "choices": [
            {
                "href": _address(request, {**asked, "stage": stage, "page": 1}),
                "label": label,
                "current": asked["stage"] == stage,
            }
            for stage, label in stages
        ],
        "search": {
            "action": here(request, "customers"),
            "name": "search",
            "value": asked["search"],
            "label": _("Find a name"),
            "hidden": [(name, asked[name]) for name in KEPT if asked[name]],
        },
    }


def _tags(
    request: DeskRequest, asked: dict[str, Any], tags: dict[str, str]
) -> list[dict[str, Any]]:
    """Each tag in use; pressed again, the one that is chosen narrows no more."""
    chosen = {asked["tag"]: asked["tag"]} if asked["tag"] else {}
    return [
        {
            "name": name,
            "current": key == asked["tag"],
            "href": _address(
                request, {**asked, "tag": "" if key == asked["tag"] else key, "page": 1}
            ),
        }
        for key, name in (chosen | tags).items()
    ]


def _order(request: DeskRequest, asked: dict[str, Any]) -> dict[str, str]:
    other = "" if asked["order"] else "newest"
    return {
        "label": _("By name") if asked["order"] else _("The newest first"),
        "href": _address(request, {**asked, "order": other, "page": 1}),
    }


def _pages(request: DeskRequest, asked: dict[str, Any], has_next: bool) -> dict[str, str]:
    n = asked["page"]
    return {
        "previous_href": _address(request, {**asked, "page": n - 1}) if n > 1 else "",
        "next_href": _address(request, {**asked, "page": n + 1}) if has_next else "",
        "words": _("Page %(n)s") % {"n": n} if n > 1 or has_next else "",
    }


def _address(request: DeskRequest, asked: dict[str, Any]) -> str:
    said = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    where = here(request, "customers")
    return f"{where}?{urlencode(said)}" if said else where
