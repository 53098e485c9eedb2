"""How our word was kept, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Q

from makegood.domain.insights.rules.months import Window, month_of
from makegood.domain.promises.queries.rates import KeptRate, rated, rates_by_month


@dataclass(frozen=True)
class Spread:
    """A kind of promise, how many have fallen due, and from which month to which."""

    kind: str
    n: int
    oldest: date
    newest: date


def spreads(*, zone: ZoneInfo, now: datetime) -> list[Spread]:
    """Each kind with promises to customers whose first due has passed, the most frequent first."""
    passed = Q(late_after_first__lt=now)
    found = (
        rated()
        .filter(passed)
        .values("kind")
        .annotate(n=Count("id"), oldest=Min("late_after_first"), newest=Max("late_after_first"))
        .order_by("-n", "kind")
    )
    return [
        Spread(
            kind=row["kind"],
            n=row["n"],
            oldest=month_of(row["oldest"].astimezone(zone).date()),
            newest=month_of(row["newest"].astimezone(zone).date()),
        )
        for row in found
    ]


def kept_by_month(
    kind: str, shown: Window, *, zone: ZoneInfo, now: datetime
) -> dict[date, KeptRate | None]:
    """Each month of the window in its order; None where nothing was promised for it."""
    since, until = shown.edges(zone)
    found = rates_by_month(kind=kind, zone=zone, now=now, since=since, until=until)
    return {month: found.get(month) for month in shown}
