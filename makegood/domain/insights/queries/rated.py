"""Ratings beside how late the work came that they are about: those from elsewhere, and what was
answered to our own surveys, all in all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, F, Max, Min, QuerySet
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan

from makegood.domain.feedback.models import Rating, Response
from makegood.domain.insights.rules.lateness import Asked, Rated, asked_when, days_from
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rates import rated as promised


@dataclass(frozen=True)
class Heard:
    """All that was given on one scale: how many, and when the first and the last of them was."""

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
    rated = _heard(Rating.objects.all(), "out_of", "said_at")
    answered = _heard(_answered(), "overall_of", "started_at")
    found = list(rated)
    for one in answered:
        same = next((other for other in found if other.out_of == one.out_of), None)
        if same is None:
            found.append(one)
            continue
        first, last = min(same.first, one.first), max(same.last, one.last)
        found[found.index(same)] = Heard(one.out_of, same.n + one.n, first, last)
    return sorted(found, key=lambda one: (-one.n, one.out_of))


def _heard(rows: QuerySet[Any], scale: str, when: str) -> list[Heard]:
    counted = rows.order_by().values_list(scale).annotate(Count("id"), Min(when), Max(when))
    return [Heard(*row) for row in counted]


def _answered() -> QuerySet[Response]:
    """What was answered to our surveys with a score, all in all."""
    return Response.objects.filter(overall__isnull=False)


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
    ours: QuerySet[Response, tuple[Any, ...]] = (
        _answered()
        .exclude(engagement=None)
        .values_list("engagement_id", "invitation__asked_at", "overall", "overall_of")
    )
    for work, asked_at, score, out_of in chain(said.iterator(), ours.iterator()):
        if work in came:
            on, days, late = came[work]
            asked = asked_when(asked_at and asked_at.astimezone(zone).date(), on)
            found[days, late, out_of, score, asked] += 1
    return [Rated(*alike, n) for alike, n in found.items()]


def _came(zone: ZoneInfo) -> dict[int, Came]:
    """When each piece of work came, by its delivery that was kept last.

    Read as they lie, days and instants as text: of many rows few days are different ones, and only
    the last instant of each piece of work is looked at. (As text they keep their order.)
    """
    kept = promised().filter(
        kind=Promise.Kind.DELIVERY, kept_at__isnull=False, engagement__isnull=False
    )
    columns = {"when": "kept_at", "first": "due_first_from", "last": "due_first_to"}
    said = {name: Cast(column, CharField()) for name, column in columns.items()}
    rows: QuerySet[Promise, tuple[Any, ...]] = (
        kept.annotate(late=GreaterThan(F("kept_at"), F("late_after_first")), **said)
        .order_by("pk")
        .values_list("engagement_id", "when", "late", "first", "last", "due_first_at")
    )
    newest = dict[int, tuple[Any, ...]]()
    for row in rows.iterator():
        if row[0] not in newest or row[1] >= newest[row[0]][1]:
            newest[row[0]] = row
    return {work: _as_it_came(*row, zone=zone) for work, *row in newest.values()}


def _as_it_came(
    when: str, late: bool, first: str, last: str, hour: datetime | None, *, zone: ZoneInfo
) -> Came:
    kept_at = datetime.fromisoformat(when)
    # SQLite keeps instants of Greenwich and does not say so.
    on = (kept_at if kept_at.tzinfo else kept_at.replace(tzinfo=UTC)).astimezone(zone).date()
    days = _between(on, first, last) if hour is None else _from_hour(on, hour, zone)
    return Came(on, days, late)


def _from_hour(on: date, hour: datetime, zone: ZoneInfo) -> int:
    day = hour.astimezone(zone).date()
    return days_from(on, day, day)


@lru_cache(maxsize=65536)
def _between(on: date, first: str, last: str) -> int:
    return days_from(on, date.fromisoformat(first), date.fromisoformat(last))
