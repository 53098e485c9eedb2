"""The ledger as a month: what is due on which day, and when we are closed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.month import MOST, Day, Month, month
from makegood.foundation.accounts.queries import days_off
from makegood.interfaces.desk import wording
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
from makegood.interfaces.desk.rows import rows
from makegood.interfaces.desk.standing import standing
from makegood.interfaces.desk.when import local_now
from makegood.kit.weeks import first_weekday, next_month, weeks_of

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1970, 2200

Asked = dict[str, Any]


@desk("see the ledger")
def show(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    asked = _asked(request, now)
    weeks = weeks_of(asked["month"], first=_first_weekday(request))
    within = [day for week in weeks for day in week if day.month == asked["month"].month]
    first, last = within[0], within[-1]
    whose = asked_customer(asked["customer"])
    ids = ids_asked(asked["customer"], whose)
    found = month(first=first, last=last, kind=asked["kind"], customers=ids, day=asked["day"])
    off = days_off(first=first, last=last)
    name = wording.month(first)
    context = {
        "title": ", ".join([_("Ledger"), name]),
        "month": name,
        "beside": " · ".join(filter(None, [_kind(asked), str(whose or "")])),
        "whole_href": _address(request, {"month": asked["month"]}) if _narrowed(asked) else "",
        "views": views(request, asked, current="month"),
        "steps": _steps(request, asked, now),
        "weekdays": [(WEEKDAYS[day.weekday()], WEEKDAYS_ABBR[day.weekday()]) for day in weeks[0]],
        "weeks": [
            [_cell(request, asked, day, found.days.get(day), off, now) for day in week]
            for week in weeks
        ],
        "empty": not found.days,
        "cut": _cut(found),
        "chosen": _chosen(request, asked, found, now),
    }
    return page(request, "interfaces/desk/ledger_month.html", context)


def _asked(request: DeskRequest, now: datetime) -> Asked:
    """What the address asks for; nonsense in it is passed over."""
    said = request.GET
    wanted = _month(said.get("month", "")) or now.date().replace(day=1)
    return {
        "month": wanted,
        "kind": asked_kind(request),
        "customer": asked_number(said.get("customer", "")),
        "day": _day(said.get("day", "")),
    }


def _month(text: str) -> date | None:
    found = MONTH.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    return date(int(found[1]), int(found[2]), 1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _first_weekday(request: DeskRequest) -> int:
    """As the business's country has it; where none was said, its language."""
    there = first_weekday(request.business.country)
    # Django counts from Sunday.
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7 if there is None else there


def _narrowed(asked: Asked) -> bool:
    return bool(asked["kind"] or asked["customer"])


def _kind(asked: Asked) -> str:
    return str(Promise.Kind(asked["kind"]).label) if asked["kind"] else ""


def _steps(request: DeskRequest, asked: Asked, now: datetime) -> dict[str, str]:
    """The way to the month before, the one after, and back to this one."""
    shown, this = asked["month"], now.date().replace(day=1)

    def to(wanted: date) -> str:
        return _address(request, {**asked, "month": wanted, "day": None})

    before, after = next_month(shown, -1), next_month(shown)
    return {
        "previous_href": to(before) if before.year >= FIRST_YEAR else "",
        "previous": wording.month(before),
        "next_href": to(after) if after.year <= LAST_YEAR else "",
        "next": wording.month(after),
        "today_href": "" if shown == this else to(this),
    }


def _cell(
    request: DeskRequest,
    asked: Asked,
    day: date,
    due: Day | None,
    off: dict[date, str],
    now: datetime,
) -> dict[str, Any]:
    """One day of the calendar; of another month, its number alone."""
    if day.month != asked["month"].month:
        return {"number": day.day, "elsewhere": True}
    n, shown = (due.n, due.shown) if due else (0, [])
    more = n - len(shown)
    return {
        "number": day.day,
        "iso": day.isoformat(),
        "full": wording.full_day(day),
        "weekday": WEEKDAYS_ABBR[day.weekday()],
        "today": day == now.date(),
        "past": day < now.date(),
        "closed": day in off,
        "why": off.get(day, ""),
        "href": f"{_address(request, {**asked, 'day': day})}#day" if n else "",
        "count": ngettext("%(n)s promise", "%(n)s promises", n) % {"n": n} if n else "",
        "items": [_item(request, promise, now) for promise in shown],
        "more": ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more else "",
    }


def _item(request: DeskRequest, promise: Promise, now: datetime) -> dict[str, Any]:
    tone, word = standing(promise, now)
    return {
        "href": here(request, "promise", promise=promise.pk),
        "what": promise.text,
        "who": str(promise.customer) if promise.customer else _("Ourselves"),
        "tone": tone,
        "word": word,
        "done": not promise.is_open,
    }


def _cut(found: Month) -> str:
    sentence = _("There are more than %(n)s in this month: what comes last is not counted.")
    return sentence % {"n": MOST} if found.cut else ""


def _chosen(request: DeskRequest, asked: Asked, found: Month, now: datetime) -> dict[str, Any]:
    """The chosen day's promises, as the ledger shows them."""
    day = asked["day"]
    if day is None or day not in found.days:
        return {}
    n, shown = found.days[day].n, found.chosen
    of = _("The first %(shown)s of %(n)s.") % {"shown": len(shown), "n": n}
    return {
        "heading": wording.full_day(day),
        "rows": rows(request, needs_now(request, shown, now), now=now),
        "count": n,
        "note": of if len(shown) < n else "",
    }


def _address(request: DeskRequest, asked: Asked) -> str:
    said = {name: value for name, value in asked.items() if value}
    said["month"] = f"{asked['month']:%Y-%m}"
    return f"{here(request, 'ledger_month')}?{urlencode(said)}"
