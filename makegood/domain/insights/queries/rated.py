"""Ratings beside how late the work came that they are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from makegood.domain.feedback.models import Rating
from makegood.domain.insights.rules.lateness import Rated, asked_when, days_from
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rates import rated as promised


@dataclass(frozen=True)
class Heard:
    """All ratings of one scale: how many, and when the first and the last of them was given."""

    out_of: int
    n: int
    first: datetime
    last: datetime


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

    Of a piece of work that was delivered: its delivery that was kept last says when it came. Rows
    pass through one by one: SQLite, which asks Python for the day of each instant, takes twice as
    long over the same count.
    """
    found = Counter[Rated]()
    for kept, late_after, first, last, hour, asked, score, out_of in _rows().iterator():
        came = kept.astimezone(zone).date()
        day = hour and hour.astimezone(zone).date()
        asked_on = asked and asked.astimezone(zone).date()
        one = Rated(
            days=days_from(came, first or day, last or day),
            late=kept > late_after,
            out_of=out_of,
            score=score,
            asked=asked_when(asked_on, came),
        )
        found[one] += 1
    return [replace(one, n=n) for one, n in found.items()]


def _rows() -> QuerySet[Promise, tuple[Any, ...]]:
    """A row for each rating of a delivered piece of work."""
    rated = _deliveries().filter(engagement__ratings__in=Rating.objects.all())
    return rated.order_by().values_list(
        "kept_at",
        "late_after_first",
        "due_first_from",
        "due_first_to",
        "due_first_at",
        "engagement__ratings__asked_at",
        "engagement__ratings__score",
        "engagement__ratings__out_of",
    )


def _deliveries() -> QuerySet[Promise]:
    """What was delivered, of each piece of work the last."""
    kept = Q(kind=Promise.Kind.DELIVERY, kept_at__isnull=False)
    same = promised().filter(kept, engagement=OuterRef("engagement"))
    after = same.filter(
        Q(kept_at__gt=OuterRef("kept_at")) | Q(kept_at=OuterRef("kept_at"), pk__gt=OuterRef("pk"))
    )
    return promised().filter(kept).exclude(Exists(after))
