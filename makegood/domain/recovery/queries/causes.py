"""Our causes: how often each came, before what we changed and after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from makegood.domain.recovery.models import Case, Cause, Prevention
from makegood.domain.recovery.rules.causes import BeforeAndAfter, before_and_after


@dataclass(frozen=True)
class Counted:
    """A cause with its cases, and what we changed against it last.

    `counts` is before and after the first change that was done; None while none is.
    """

    cause: Cause
    n: int
    last_at: datetime | None
    change: Prevention | None
    counts: BeforeAndAfter | None


def names() -> list[str]:
    """What is offered when a cause is named."""
    found = Cause.objects.filter(retired_at=None).order_by("name_key")
    return list(found.values_list("name", flat=True))


def counted(*, now: datetime) -> list[Counted]:
    """Every cause, the most frequent first. Four questions."""
    since = Case.objects.aggregate(first=Min("opened_at"))["first"] or now
    opened: dict[int, list[datetime]] = defaultdict(list)
    cases = Case.objects.filter(cause__isnull=False).order_by("opened_at")
    for cause_id, at in cases.values_list("cause_id", "opened_at"):
        opened[cause_id].append(at)
    changes: dict[int, list[Prevention]] = defaultdict(list)
    for made in Prevention.objects.select_related("promise").order_by("id"):
        changes[made.cause_id].append(made)
    rows = [
        _counted(cause, opened[cause.pk], changes[cause.pk], since, now)
        for cause in Cause.objects.order_by("name_key")
    ]
    return sorted(rows, key=lambda row: -row.n)


def _counted(
    cause: Cause,
    opened: list[datetime],
    changes: list[Prevention],
    since: datetime,
    now: datetime,
) -> Counted:
    done = [made.watched_from for made in changes if made.watched_from is not None]
    counts = None
    if done:
        counts = before_and_after(opened, since=since, fixed_at=min(done), now=now)
    return Counted(
        cause=cause,
        n=len(opened),
        last_at=opened[-1] if opened else None,
        change=changes[-1] if changes else None,
        counts=counts,
    )
