"""What came back although we had called it fixed: above all else on Today, and there only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.promises.queries.today import Today
from makegood.domain.recovery.queries.cases import Returned, returned
from makegood.domain.recovery.queries.named import names
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.row import WALK
from makegood.permissions import allows

WAYS = (("today", "sun"), ("cases", "circle-check"))


def todays_views(request: DeskRequest, *, current: str) -> list[dict[str, Any]]:
    """What needs us today, and what is not right yet."""
    labels = {"today": _("Today"), "cases": _("Put right")}
    return [
        {
            "href": here(request, name),
            "label": labels[name],
            "icon": icon,
            "current": name == current,
        }
        for name, icon in WAYS
    ]


def came_back(request: DeskRequest, now: datetime) -> list[dict[str, Any]]:
    """The rows of interfaces/desk/today_returned.html."""
    found = returned(now=now)
    called = names([one.case for one in found])
    return [_row(request, one, called[one.case.pk], now) for one in found]


def put_apart(found: Today, rows: list[dict[str, Any]]) -> None:
    """What stands here already, as the act that its case asks for, stands in no group below."""
    here_already = {row["promise"] for row in rows}
    for need, promises in list(found.groups.items()):
        found.groups[need] = [one for one in promises if one.pk not in here_already]
        if not found.groups[need]:
            del found.groups[need]


def _row(request: DeskRequest, one: Returned, called: str, now: datetime) -> dict[str, Any]:
    asking = one.asking
    due = wording.due(asking.due, now) if asking and asking.due else ""
    return {
        "cause": one.change.cause.name,
        "who": str(one.case.who),
        "what": called,
        "href": here(request, "case", case=one.case.pk),
        "change": one.change.words,
        "next": str(asking.kind.label) if asking else "",
        "due": due,
        "is_late": bool(asking and asking.is_late),
        "promise": asking.promise_id if asking else None,
        "walks": allows(WALK, request.member),
    }
