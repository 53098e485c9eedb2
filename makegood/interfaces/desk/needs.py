"""What promises need now, wherever they are shown: asked in one way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from makegood.domain.playbook.queries import leads
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.today import need_of
from makegood.domain.promises.rules.due import end_of_day
from makegood.domain.promises.rules.need import Need
from makegood.foundation.accounts.queries import office_hours
from makegood.interfaces.desk.door import DeskRequest


def need_now(request: DeskRequest, promise: Promise, now: datetime) -> Need | None:
    """What one promise with its story needs; nothing once it is kept or withdrawn."""
    return needs_now(request, [promise], now)[0][1]


def needs_now(
    request: DeskRequest, found: Iterable[Promise], now: datetime
) -> list[tuple[Promise, Need | None]]:
    """Each promise, fetched with its story, with what it needs at `now` (the business's zone)."""
    hours, ends = office_hours(now=now), end_of_day(now.date(), request.business.tz)
    asked = leads()
    return [
        (
            one,
            need_of(one, now=now, today_ends=ends, hours=hours, leads=asked)
            if one.is_open
            else None,
        )
        for one in found
    ]
