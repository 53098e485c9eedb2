"""Ratings beside how late the work came that they are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, QuerySet

from makegood.domain.feedback.models import Rating
from makegood.domain.insights.rules.lateness import Asked, Rated, asked_when, days_from
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rates import rated as promised


@dataclass(frozen=True)
class Heard:
    """All ratings of one scale: how many, and when the first and the last of them was given."""

    out_of: int
    n: int
    first: datetime
    last: datetime


class Came(NamedTuple):
    """On which day it came, how many days from what was said, and whether late to the instant."""

    on: date
    days: int
    late: bool


def heard() -> list[Heard]:
    """Each scale that ratings are on, the most frequent first."""
    found = (
        Rating.objects.values("out_of")
        .annotate(n=Count("id"), first=Min("said_at"), last=Max("said_at"))
        .order_by("-n", "out_of")
    )
    return [Heard(**row) for row in found]


def ratings_by_lateness(*, zone: ZoneInfo) -> list[Rated]:
    """How often each score was given, by days after the day first promised, as `zone` counts them.

    Of a piece of work that was delivered: its delivery that was kept last says when it came. The
    two sides are asked apart and meet here: joined in SQL, SQLite looks through all ratings for
    each delivery, and asks Python for the day of each instant besides.
    """
    found, came = Counter[tuple[int, bool, int, int, Asked]](), _came(zone)
    said: QuerySet[Rating, tuple[Any, ...]] = Rating.objects.exclude(engagement=None).values_list(
        "engagement_id", "asked_at", "score", "out_of"
    )
    for work, asked_at, score, out_of in said.iterator():
        if work in came:
            on, days, late = came[work]
            asked = asked_when(asked_at and asked_at.astimezone(zone).date(), on)
            found[days, late, out_of, score, asked] += 1
    return [Rated(*alike, n) for alike, n in found.items()]


def _came(zone: ZoneInfo) -> dict[int, Came]:
    """When each piece of work came, by its delivery that was kept last."""
    kept = promised().filter(
        kind=Promise.Kind.DELIVERY, kept_at__isnull=False, engagement__isnull=False
    )
    due = ("due_first_from", "due_first_to", "due_first_at")
    rows: QuerySet[Promise, tuple[Any, ...]] = kept.order_by("kept_at", "id").values_list(
        "engagement_id", "kept_at", "late_after_first", *due
    )
    found = dict[int, Came]()
    for work, kept_at, late_after, first, last, hour in rows.iterator():
        on = kept_at.astimezone(zone).date()
        day = hour and hour.astimezone(zone).date()
        days = days_from(on, first or day, last or day)
        found[work] = Came(on, days, kept_at > late_after)
    return found
