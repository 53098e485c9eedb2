"""What today brings: one list in order of need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, When

from makegood.domain.promises.models import OPEN, Promise, Waiting
from makegood.domain.promises.queries.rows import with_story
from makegood.domain.promises.rules.due import end_of_day, start_of_day
from makegood.domain.promises.rules.need import Facts, Need, need
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.office_hours import OfficeHours

AT_MOST = 40
SOON = timedelta(days=14)
COUNT_NO_FURTHER = 10_000


@dataclass
class Today:
    """Open promises by need, in order; what was kept since midnight; how many of ours yesterday."""

    groups: dict[Need, list[Promise]] = field(default_factory=dict)
    done: list[Promise] = field(default_factory=list)
    kept_yesterday: int = 0
    imported_overdue: int = 0
    more: bool = False
    empty_ledger: bool = False


def today(*, now: datetime, hours: OfficeHours) -> Today:
    """The business's day at `now`, at most 40 overdue and 40 coming promises."""
    zone = current_business().tz
    local = now.astimezone(zone).date()
    midnight, ends = start_of_day(local, zone), end_of_day(local, zone)
    overdue = _overdue(now)
    ahead = _ahead(now, ends)
    page = Today(more=len(overdue) > AT_MOST or len(ahead) > AT_MOST)
    seen: set[int] = set()
    near = [*overdue[:AT_MOST], *ahead[:AT_MOST]]
    for promise in [*near, *_watched(now)]:
        group = need_of(promise, now=now, today_ends=ends, hours=hours)
        if promise.pk not in seen and (promise in near or group < Need.SOON):
            seen.add(promise.pk)
            page.groups.setdefault(group, []).append(promise)
    page.groups = dict(sorted(page.groups.items()))
    for rows in page.groups.values():
        rows.sort(key=lambda row: (row.late_after or ends, row.pk))
    kept = Promise.objects.filter(import_batch=None)
    done = kept.filter(kept_at__gte=midnight, kept_at__lte=now).order_by("-kept_at", "-id")
    page.done = list(with_story(done)[:AT_MOST])
    yesterday = start_of_day(local - timedelta(days=1), zone)
    page.kept_yesterday = kept.filter(
        by=Promise.By.BUSINESS, kept_at__gte=yesterday, kept_at__lt=midnight
    ).count()
    page.imported_overdue = imported_overdue(now)
    page.empty_ledger = not (seen or page.done) and not Promise.objects.exists()
    return page


def need_of(promise: Promise, *, now: datetime, today_ends: datetime, hours: OfficeHours) -> Need:
    """Which group of Today an open promise with its story belongs to."""
    effort = promise.effort_minutes
    left = None
    if effort is not None and promise.late_after is not None and promise.late_after > now:
        left = hours.between(now, promise.late_after)
    facts = Facts(
        ours=promise.by == Promise.By.BUSINESS,
        to_customer=promise.to == Promise.To.CUSTOMER,
        late_after=promise.late_after,
        due_number=promise.due_number,
        told_through=promise.told_through,
        waits_on_late=any(is_late(wait.on, now) for wait in promise.waits.all()),
        effort=None if effort is None else timedelta(minutes=effort),
    )
    return need(facts, now=now, today_ends=today_ends, office_time_left=left)


def is_late(promise: Promise, now: datetime) -> bool:
    """Whether an open promise's due has passed."""
    return promise.is_open and promise.late_after is not None and promise.late_after < now


def imported_overdue(now: datetime) -> int:
    """How many imported promises are open past their due, up to ten thousand."""
    found = Promise.objects.filter(OPEN, late_after__lt=now, import_batch__isnull=False)
    return found[:COUNT_NO_FURTHER].count()


def _overdue(now: datetime) -> list[Promise]:
    found = Promise.objects.filter(OPEN, late_after__lt=now, import_batch=None)
    by_need = Case(
        When(by=Promise.By.CUSTOMER, then=2),
        When(to=Promise.To.CUSTOMER, told_through__lt=F("due_number"), then=0),
        default=1,
    )
    return list(with_story(found.order_by(by_need, "late_after", "id"))[: AT_MOST + 1])


def _ahead(now: datetime, today_ends: datetime) -> list[Promise]:
    found = Promise.objects.filter(OPEN, late_after__gte=now, late_after__lte=today_ends + SOON)
    return list(with_story(found.order_by("late_after", "id"))[: AT_MOST + 1])


def _watched(now: datetime) -> Iterable[Promise]:
    """Ahead, yet perhaps needing us now: moved and not told, waiting, or much work left."""
    waits = Waiting.objects.filter(promise=OuterRef("pk"))
    untold = Q(to=Promise.To.CUSTOMER, told_through__lt=F("due_number") - 1)
    worth = untold | Q(effort_minutes__isnull=False) | Exists(waits)
    ahead = Q(late_after__gte=now) | Q(late_after=None)
    found = Promise.objects.filter(OPEN, worth, ahead)
    return with_story(found.order_by("late_after", "id"))[:AT_MOST]
