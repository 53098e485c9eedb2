"""Which answers to a survey an address asks for: months, whose work, what it was about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makegood.domain.feedback.models import About, Survey
from makegood.domain.insights.queries.answered import Narrowed, reach
from makegood.domain.insights.rules.months import A_YEAR, MOST, Window, month_of, shifted
from makegood.foundation.accounts.queries import team
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.when import local_now

BEFORE, A_YEAR_BEFORE = "before", "year"


@dataclass(frozen=True)
class Asked:
    """The months shown, those beside them, and whose answers; `all` is every month there is."""

    months: Window
    all: Window
    whose: Narrowed
    beside: Window | None = None
    said: dict[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        return f"?{urlencode(self.said)}" if self.said else ""


def survey_or_404(survey: int) -> Survey:
    found: Survey | None = Survey.objects.filter(pk=survey).first()
    if found is None:
        raise Http404
    return found


def asked(request: DeskRequest, survey: Survey) -> Asked:
    """The last twelve months where nothing else is asked; nonsense is passed over."""
    now, zone = local_now(request), request.business.tz
    this = month_of(now.date())
    first, last = reach(survey, zone=zone) or (this, this)
    every = Window(max(first, shifted(last, 1 - MOST)), last)
    until = _month(request.GET.get("until", ""), every) or every.last
    since = _month(request.GET.get("from", ""), every)
    since = since or max(every.first, shifted(until, 1 - A_YEAR))
    months = Window(min(since, until), max(since, until))
    whose = Narrowed(_member(request), _about(request.GET.get("about", "")))
    names = ("from", "until", "member", "about", "beside")
    said = {name: request.GET[name] for name in names if request.GET.get(name)}
    return Asked(months, every, whose, _beside(request.GET.get("beside", ""), months), said)


def _month(said: str, every: Window) -> date | None:
    try:
        month = date.fromisoformat(f"{said}-01")
    except ValueError:
        return None
    return min(max(month, every.first), every.last)


def _member(request: DeskRequest) -> int | None:
    said = request.GET.get("member", "")
    known = {f"{one}": one for one in team(request.business)}
    return known.get(said)


def _about(said: str) -> About | None:
    return About(said) if said in About.values else None


def _beside(said: str, months: Window) -> Window | None:
    """As many months right before, or the same ones a year before."""
    by = {BEFORE: -len(list(months)), A_YEAR_BEFORE: -A_YEAR}.get(said)
    return Window(shifted(months.first, by), shifted(months.last, by)) if by else None


def fields(request: DeskRequest, shown: Asked) -> list[dict[str, Any]]:
    """The lists to choose from, as ui/narrow.html shows them."""
    months = [(f"{one:%Y-%m}", month_name(one)) for one in reversed(list(shown.all))]
    members = [(f"{key}", name) for key, name in team(request.business).items()]
    beside = [(BEFORE, _("the months before")), (A_YEAR_BEFORE, _("a year before"))]
    chosen = shown.said.get("beside", "")
    whose = shown.whose
    everyone = ("", _("everybody"))
    return [
        _field("from", _("From"), months, f"{shown.months.first:%Y-%m}"),
        _field("until", pgettext("months", "To"), months, f"{shown.months.last:%Y-%m}"),
        _field("member", _("Whose work"), [everyone, *members], f"{whose.member or ''}"),
        _field(
            "about",
            _("Asked about"),
            [("", _("everything")), *((each.value, each.label) for each in About)],
            whose.about or "",
        ),
        _field("beside", _("Compared with"), [("", _("nothing")), *beside], chosen),
    ]


def _field(name: str, label: str, choices: list[Any], chosen: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "choices": [
            {"value": value, "label": words, "current": value == chosen} for value, words in choices
        ],
    }


def month_name(month: date) -> str:
    return formatted(month, pgettext("month: November 2017", "F Y"))
