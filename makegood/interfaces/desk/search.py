"""Looking for words: customers, work, promises and cases, each with what says which one it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case
from makegood.domain.recovery.queries.named import names
from makegood.domain.search.queries import Found, Result, search
from makegood.domain.search.rules.asking import LONGEST, Asked
from makegood.domain.search.rules.marking import marked, marked_number
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import finding, here, page
from makegood.interfaces.desk.standing import of_case, standing
from makegood.interfaces.desk.when import local_now

Hit = dict[str, Any]


@desk("see the ledger")
def show(request: DeskRequest) -> HttpResponse:
    """The page, or as one types what was found alone."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    result = search(typed)
    context = {
        "find": {**finding(request), "value": typed, "current": True},
        "title": ", ".join(part for part in (_("Search"), typed) if part),
        "groups": _groups(request, result, typed, local_now(request)),
        "said": _said(result),
        "nothing": _nothing(result.asked, typed),
    }
    if request.headers.get("HX-Request"):
        answer = render(request, "interfaces/desk/search_found.html", context)
    else:
        answer = page(request, "interfaces/desk/search.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _groups(
    request: DeskRequest, result: Result, typed: str, now: datetime
) -> list[dict[str, Any]]:
    asked = result.asked
    # The ledger looks for what was typed as it stands: of several words, for one after the other.
    alone = len(asked.words) == 1
    called = names(result.cases.rows)
    ledger = f"{here(request, 'ledger')}?{urlencode({'which': 'all', 'search': typed})}"
    groups = [
        _group(
            "customers",
            _("Customers"),
            result.customers,
            [_customer(request, row, asked) for row in result.customers.rows],
        ),
        _group(
            "work",
            request.business.engagement_noun or _("Work"),
            result.engagements,
            [_engagement(request, row, asked) for row in result.engagements.rows],
        ),
        _group(
            "promises",
            _("Promises"),
            result.promises,
            [_promise(request, row, asked, now) for row in result.promises.rows],
        )
        | ({"more_href": ledger, "more_label": _("In the ledger"), "more": ""} if alone else {}),
        _group(
            "cases",
            _("What went wrong"),
            result.cases,
            [_case(request, row, called[row.pk], asked, now) for row in result.cases.rows],
        ),
    ]
    return [group for group in groups if group["hits"]]


def _group(name: str, heading: str, found: Found, hits: list[Hit]) -> dict[str, Any]:
    more = _("There are more. Another word narrows it down.") if found.more else ""
    return {"id": f"found-{name}", "heading": heading, "hits": hits, "more": more}


def _customer(request: DeskRequest, row: Customer, asked: Asked) -> Hit:
    beside = [marked(text, asked) for text in (row.organisation, row.email) if text]
    if row.phone:
        beside.append(marked_number(row.phone, asked))
    href = here(request, "customer", customer=row.pk)
    return {"href": href, "title": marked(row.name, asked), "beside": beside}


def _engagement(request: DeskRequest, row: Engagement, asked: Asked) -> Hit:
    return {
        "href": here(request, "engagement", engagement=row.pk),
        "title": marked(row.name, asked),
        "beside": [marked(row.who.name, asked)],
    }


def _promise(request: DeskRequest, row: Promise, asked: Asked, now: datetime) -> Hit:
    tone, note = standing(row, now)
    return {
        "href": here(request, "promise", promise=row.pk),
        "title": marked(row.text, asked),
        "beside": [marked(row.who.name if row.who else _("Ourselves"), asked)],
        "when": wording.due(row.due, now),
        "when_iso": wording.machine_due(row.due),
        "when_exact": wording.exact_due(row.due),
        "tone": tone,
        "note": note,
    }


def _case(request: DeskRequest, row: Case, name: str, asked: Asked, now: datetime) -> Hit:
    tone, note = of_case(row, now)
    return {
        "href": here(request, "case", case=row.pk),
        "title": marked(name, asked),
        "beside": [marked(row.who.name, asked)],
        "tone": tone,
        "note": note,
    }


def _said(result: Result) -> str:
    """What was found, for who hears it."""
    if not result.asked:
        return ""
    n = sum(len(found.rows) for found in result.groups)
    return ngettext("%(n)s found", "%(n)s found", n) % {"n": n} if n else _("Nothing found.")


def _nothing(asked: Asked, typed: str) -> dict[str, str]:
    if asked:
        return {
            "heading": _("Nothing found."),
            "text": _("Try fewer letters, or another word: what begins with them is found."),
        }
    if typed:
        return {
            "heading": _("There is no word in that."),
            "text": _("Letters or digits can be looked for."),
        }
    return {
        "heading": _("What are you looking for?"),
        "text": _("A name, a telephone number, a word of a promise. “Bakery logo” finds theirs."),
    }
