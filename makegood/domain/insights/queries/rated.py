"""Ratings beside how late the work came that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from makegood.domain.feedback.models import Rating
from makegood.domain.insights.rules.lateness import Asked, Rated
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rates import rated as promised

NO_DAYS = Value(timedelta(), output_field=DurationField())


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

    Of a piece of work that was delivered: its delivery that was kept last says when it came.
    """
    came = TruncDate("kept_at", tzinfo=zone)
    asked = TruncDate("engagement__ratings__asked_at", tzinfo=zone)
    first = Coalesce("due_first_from", TruncDate("due_first_at", tzinfo=zone))
    last = Coalesce("due_first_to", TruncDate("due_first_at", tzinfo=zone))
    found = (
        _deliveries()
        .filter(engagement__ratings__in=Rating.objects.all())
        .annotate(came=came, first=first, last=last, asked_on=asked)
        .annotate(
            days=Case(
                When(came__lt=F("first"), then=_between("first", "came")),
                When(came__gt=F("last"), then=_between("last", "came")),
                default=NO_DAYS,
            ),
            late=Case(When(kept_at__gt=F("late_after_first"), then=True), default=False),
            asked=Case(
                When(asked_on=None, then=Value(Asked.NOT_RECORDED)),
                When(asked_on__lt=F("came"), then=Value(Asked.BEFORE)),
                When(asked_on=F("came"), then=Value(Asked.SAME_DAY)),
                default=Value(Asked.AFTER),
            ),
            out_of=F("engagement__ratings__out_of"),
            score=F("engagement__ratings__score"),
        )
        .values("days", "late", "asked", "out_of", "score")
        .annotate(n=Count("engagement__ratings__id"))
        .order_by()
    )
    return [
        Rated(
            days=row["days"].days,
            late=row["late"],
            out_of=row["out_of"],
            score=row["score"],
            asked=Asked(row["asked"]),
            n=row["n"],
        )
        for row in found
    ]


def _between(one: str, other: str) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(F(other) - F(one), output_field=DurationField())


def _deliveries() -> QuerySet[Promise]:
    """What was delivered, of each piece of work the last."""
    kept = Q(kind=Promise.Kind.DELIVERY, kept_at__isnull=False)
    same = promised().filter(kept, engagement=OuterRef("engagement"))
    after = same.filter(
        Q(kept_at__gt=OuterRef("kept_at")) | Q(kept_at=OuterRef("kept_at"), pk__gt=OuterRef("pk"))
    )
    return promised().filter(kept).exclude(Exists(after))
