"""A month of the ledger: promises on the day they are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rows import with_customer
from makegood.domain.promises.queries.stories import with_stories
from makegood.domain.promises.rules.due import end_of_day, start_of_day
from makegood.foundation.tenancy.scope import current_business

A_DAY = timedelta(days=1)
SHOWN = 3
# What a page of one day shows; and what is counted of a month at most.
PAGE = 50
MOST = 20_000
IS_DONE = Case(When(kept_at=None, then=Value(0)), default=Value(1))


@dataclass
class Day:
    """The first promises that are due on a day, and how many there are."""

    n: int = 0
    shown: list[Promise] = field(default_factory=list)


@dataclass
class Month:
    """The days on which something is due; the chosen day whole; whether not all was counted."""

    days: dict[date, Day]
    chosen: list[Promise]
    cut: bool = False


def month(
    *,
    first: date,
    last: date,
    kind: str = "",
    customers: Collection[int] | None = None,
    day: date | None = None,
) -> Month:
    """What is due from one day to another, open first; what was withdrawn is due no longer."""
    keys, cut = _keys(first, last, kind, customers)
    wanted = {key for each in keys.values() for key in each[:SHOWN]}
    rows = {row.pk: row for row in with_customer().filter(pk__in=wanted)} if wanted else {}
    days = {
        each: Day(n=len(found), shown=[rows[key] for key in found[:SHOWN] if key in rows])
        for each, found in keys.items()
    }
    of_day = keys.get(day, []) if day else []
    chosen = with_stories(with_customer().filter(pk__in=of_day[:PAGE])) if of_day else []
    order = {key: n for n, key in enumerate(of_day)}
    return Month(days, sorted(chosen, key=lambda row: order[row.pk]), cut)


def _keys(
    first: date, last: date, kind: str, customers: Collection[int] | None
) -> tuple[dict[date, list[int]], bool]:
    """By day, the promises due on it. A day is one of the zone that it was said in."""
    zone = current_business().tz
    since, until = start_of_day(first - A_DAY, zone), end_of_day(last + A_DAY, zone)
    found = Promise.objects.filter(withdrawn_at=None, late_after__range=(since, until))
    if kind:
        found = found.filter(kind=kind)
    if customers is not None:
        found = found.filter(customer__in=customers)
    # The day as text: of thousands of rows, few days are different ones.
    said = found.annotate(done=IS_DONE, day=Cast("due_to", CharField())).order_by(
        "late_after", "id"
    )
    rows = list(said.values_list("done", "pk", "day", "due_at", "zone")[: MOST + 1])
    days: defaultdict[date, list[tuple[int, int]]] = defaultdict(list)
    for done, key, day, due_at, where in rows[:MOST]:
        each = _local(due_at, where) if due_at else _read(day)
        days[each].append((done, key))
    within = {day: sorted(days[day], key=_done) for day in days if first <= day <= last}
    return {day: [key for _, key in found] for day, found in within.items()}, len(rows) > MOST


def _local(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=512)
def _read(day: str) -> date:
    return date.fromisoformat(day)


def _done(row: tuple[int, int]) -> int:
    return row[0]
