"""Cases: what is not right yet, where it comes from, and one opened in ten seconds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from makegood.domain.customers import queries as customers
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.models import How
from makegood.domain.recovery.queries.cases import Asking, in_need
from makegood.domain.recovery.queries.causes import Counted, counted
from makegood.domain.recovery.queries.named import names
from makegood.domain.recovery.rules.causes import BeforeAndAfter
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.case import WALK
from makegood.interfaces.desk.case_forms import OpenForm
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.today_returned import todays_views
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal
from makegood.permissions import allows


@desk("see the cases")
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, local_now(request))


@desk("put it right", methods=BOTH)
def open_one(request: DeskRequest) -> HttpResponse:
    """Somebody is on the phone: a name, a few words, one press."""
    now = local_now(request)
    form = OpenForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, form)
    said = form.cleaned_data
    try:
        case = open_by_hand(
            who=said["who"],
            matter=said["matter"],
            acknowledged=How(said["told"]) if said["told"] else None,
            member=request.member,
            by=request.actor,
            at=now,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, now, form)
    messages.info(request, _("Written down. This is what comes next."))
    return redirect(here(request, "case", case=case.pk))


def _page(request: DeskRequest, now: datetime, form: OpenForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "views": todays_views(request, current="cases"),
        "cases": _rows(request, in_need(now=now), now),
        "causes": [_cause(one, now) for one in counted(now=now)],
    }
    if allows(WALK, request.member):
        context["form"] = form or OpenForm(initial={"who": request.GET.get("who", "")[:200]})
        context["people"] = customers.names()
        context["open_href"] = here(request, "case_opened")
        context["asked"] = form is not None
    status = 422 if form is not None and form.is_bound else 200
    return page(request, "interfaces/desk/cases.html", context, status=status)


def _rows(request: DeskRequest, found: list[Asking], now: datetime) -> list[dict[str, Any]]:
    called = names([one.case for one in found])
    return [_row(request, one, called[one.case.pk], now) for one in found]


def _row(request: DeskRequest, one: Asking, called: str, now: datetime) -> dict[str, Any]:
    case = one.case
    due = wording.due(one.due, now) if one.due else ""
    return {
        "who": str(case.who),
        "what": called,
        "href": here(request, "case", case=case.pk),
        "next": str(one.kind.label),
        "due": due,
        "is_late": one.is_late,
        "owner": str(case.owner) if case.owner else _("nobody yet"),
        "since": wording.day(case.opened_at.astimezone(now.tzinfo).date(), now.date()),
    }


def _cause(one: Counted, now: datetime) -> dict[str, str]:
    """How often it came; and once something was changed, how often since, without a boast."""
    n = ngettext("%(n)s case", "%(n)s cases", one.n) % {"n": one.n}
    return {
        "name": one.cause.name,
        "n": n,
        "change": str(one.change) if one.change else "",
        "since": since(one.counts),
        "came_back": pgettext("cause", "It came back")
        if one.change and one.change.came_back_at
        else "",
    }


def since(counts: BeforeAndAfter | None) -> str:
    """“once in the 35 days before, 3 times in the 313 since”, and whether that says much."""
    if counts is None:
        return ""
    said = {
        "before": _times(counts.before.n),
        "days_before": round(counts.before.days),
        "after": _times(counts.after.n),
        "days_after": round(counts.after.days),
    }
    plain = ngettext(
        "%(before)s in the %(days_before)s day before, %(after)s in the %(days_after)s since",
        "%(before)s in the %(days_before)s days before, %(after)s in the %(days_after)s since",
        round(counts.before.days),
    )
    if not said["days_before"]:
        alone = ngettext(
            "%(after)s in the %(days_after)s day since it was changed",
            "%(after)s in the %(days_after)s days since it was changed",
            round(counts.after.days),
        )
        return alone % said
    low, high = counts.interval or (0.0, None)
    if high is None:
        return _("%(said)s: too few to say more") % {"said": plain % said}
    if low <= 1 <= high:
        return _("%(said)s: that may be chance") % {"said": plain % said}
    return plain % said


def _times(n: int) -> str:
    return ngettext("once", "%(n)s times", n) % {"n": n} if n else _("not once")
