"""How it is going: kept month by month, and lateness against ratings."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.feedback.models import Survey
from makegood.domain.insights.queries.kept import Spread, kept_by_month, spreads
from makegood.domain.insights.queries.rated import heard, ratings_by_lateness
from makegood.domain.insights.rules.means import FEWEST
from makegood.domain.insights.rules.months import Window, earlier, later, window
from makegood.domain.promises.models import Promise
from makegood.interfaces.desk import balance, insights_months, insights_ratings
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now

Asked = dict[str, str]
MOST_SURVEYS = 30


@desk("see the rates")
def show(request: DeskRequest) -> HttpResponse:
    now, zone = local_now(request), request.business.tz
    found = spreads(zone=zone, now=now)
    kind = _chosen(request, found)
    context: dict[str, Any] = {"rates_href": here(request, "rates")}
    if kind is not None:
        shown = _window(request, kind)
        kept = kept_by_month(kind.kind, shown, zone=zone, now=now)
        context["months"] = insights_months.shown(kept, shown, now=now)
        context["filters"] = _filters(request, found, kind)
        context["pages"] = _pages(request, kind, shown)
        context["ledger_href"] = f"{here(request, 'ledger')}?which=all&kind={kind.kind}"
    context["ideas_href"] = here(request, "ideas")
    context["balance"] = balance.said(request, now)
    context["surveys"] = [
        {"name": one.name, "href": here(request, "survey_results", survey=one.pk)}
        for one in Survey.objects.order_by("-pk")[:MOST_SURVEYS]
    ]
    scales = heard()
    if scales:
        context["ratings"] = insights_ratings.shown(
            scales, ratings_by_lateness(zone=zone), zone=zone
        )
    return page(request, "interfaces/desk/insights.html", context)


def _chosen(request: DeskRequest, found: list[Spread]) -> Spread | None:
    """The kind that the address names, else the most frequent."""
    asked = [kind for kind in found if kind.kind == request.GET.get("kind")]
    return next(iter([*asked, *found]), None)


def _window(request: DeskRequest, kind: Spread) -> Window:
    """The months that the address asks for; nonsense in it is passed over."""
    whole = request.GET.get("months") == "all"
    try:
        until = date.fromisoformat(request.GET.get("until", "") + "-01")
    except ValueError:
        until = None
    return window(kind.oldest, kind.newest, until=until, whole=whole)


def _filters(request: DeskRequest, found: list[Spread], chosen: Spread) -> dict[str, Any]:
    """Kinds of which there are enough to say something; and the one that is shown."""
    listed = [kind for kind in found if kind.n >= FEWEST or kind == chosen]
    return {
        "label": _("Which promises"),
        "choices": [
            {
                "href": _address(request, {"kind": kind.kind}),
                "label": Promise.Kind(kind.kind).label,
                "count": kind.n,
                "current": kind == chosen,
            }
            for kind in listed
        ],
    }


def _pages(request: DeskRequest, kind: Spread, shown: Window) -> dict[str, str]:
    before, after = earlier(shown, kind.oldest), later(shown, kind.newest)
    whole = shown == window(kind.oldest, kind.newest, whole=True)
    said = {"kind": kind.kind}
    return {
        "words": insights_months.period(shown),
        "previous_href": _until(request, said, before),
        "next_href": _until(request, said, after),
        "all_href": "" if whole else _address(request, {**said, "months": "all"}),
        "year_href": _address(request, said) if request.GET.get("months") == "all" else "",
    }


def _until(request: DeskRequest, said: Asked, month: date | None) -> str:
    return _address(request, {**said, "until": f"{month:%Y-%m}"}) if month else ""


def _address(request: DeskRequest, said: Asked) -> str:
    return f"{here(request, 'insights')}?{urlencode(said)}"
