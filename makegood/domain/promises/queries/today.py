"""What today brings: one list in order of need."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, QuerySet, When

from makegood.domain.promises.models import IMPORTED, OPEN, UNHEARD, WITH_EFFORT, Promise, Waiting
from makegood.domain.promises.queries.rows import BY_DUE, with_customer
from makegood.domain.promises.queries.stories import story_of, with_stories
from makegood.domain.promises.rules.due import end_of_day, start_of_day
from makegood.domain.promises.rules.need import Facts, Need, need, too_little
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.office_hours import OfficeHours

AT_MOST = 50
MOST_OVERDUE = 20
MOST_WATCHED = 15
SOON = timedelta(days=14)
COUNT_NO_FURTHER = 10_000


@dataclass
class Today:
    """Open promises by need, in order; what was kept since midnight; yesterday's count of ours.

    Yesterday is counted only where nothing is open: nobody else is told.
    """

    groups: dict[Need, list[Promise]] = field(default_factory=dict)
    done: list[Promise] = field(default_factory=list)
    kept_yesterday: int = 0
    imported_overdue: int = 0
    more: bool = False
    empty_ledger: bool = False


def today(*, now: datetime, hours: OfficeHours) -> Today:
    """The business's day at `now`: at most fifty open promises, and what was kept today."""
    zone = current_business().tz
    local = now.astimezone(zone).date()
    midnight, ends = start_of_day(local, zone), end_of_day(local, zone)
    overdue, watched = _overdue(now), _watched(now, hours)
    shown = [*overdue[:MOST_OVERDUE], *watched[:MOST_WATCHED]]
    room = AT_MOST - len(shown)
    ahead = _ahead(now, until=ends + SOON, but=[row.pk for row in shown], most=room + 1)
    shown += ahead[:room]
    page = Today(
        done=_kept_since(midnight, now),
        imported_overdue=imported_overdue(now),
        more=len(shown) < len({row.pk for row in [*overdue, *watched, *ahead]}),
    )
    with_stories([*shown, *page.done])
    for promise in sorted(shown, key=lambda row: (row.late_after or ends, row.pk)):
        group = need_of(promise, now=now, today_ends=ends, hours=hours)
        page.groups.setdefault(group, []).append(promise)
    page.groups = dict(sorted(page.groups.items()))
    if not shown:
        yesterday = start_of_day(local - timedelta(days=1), zone)
        page.kept_yesterday = _kept_by_us(yesterday, midnight)
        page.empty_ledger = not page.done and not Promise.objects.exists()
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
        waits_on_late=any(is_late(wait.on, now) for wait in story_of(promise).waits),
        effort=None if effort is None else timedelta(minutes=effort),
    )
    return need(facts, now=now, today_ends=today_ends, office_time_left=left)


def is_late(promise: Promise, now: datetime) -> bool:
    """Whether an open promise's due has passed."""
    return promise.is_open and promise.late_after is not None and promise.late_after < now


def imported_overdue(now: datetime) -> int:
    """How many imported promises are open past their due, up to ten thousand."""
    found = Promise.objects.filter(IMPORTED, late_after__lt=now)
    return found[:COUNT_NO_FURTHER].count()


def _overdue(now: datetime) -> list[Promise]:
    found = with_customer().filter(OPEN, late_after__lt=now, import_batch=None)
    by_need = Case(
        When(by=Promise.By.CUSTOMER, then=2),
        When(to=Promise.To.CUSTOMER, told_through__lt=F("due_number"), then=0),
        default=1,
    )
    return list(found.order_by(by_need, "late_after", "id")[: MOST_OVERDUE + 1])


def _ahead(now: datetime, *, until: datetime, but: list[int], most: int) -> list[Promise]:
    found = with_customer().filter(OPEN, late_after__gte=now, late_after__lte=until)
    return list(found.exclude(pk__in=but).order_by("late_after", "id")[:most])


def _watched(now: datetime, hours: OfficeHours) -> list[Promise]:
    """Not late, yet needing us now: moved and not told, waiting for what is late, too much work."""
    keys = [*_unheard(now), *_held_up(now), *_too_much(now, hours)]
    if not keys:
        return []
    return list(with_customer().filter(pk__in=keys).order_by(*BY_DUE)[: MOST_WATCHED + 1])


def _unheard(now: datetime) -> QuerySet[Promise, int]:
    found = Promise.objects.filter(OPEN, ~Q(late_after__lt=now), to=Promise.To.CUSTOMER)
    return _first(found.annotate(unheard=UNHEARD).filter(unheard__gt=1))


def _held_up(now: datetime) -> QuerySet[Promise, int]:
    late = Waiting.objects.filter(
        on__kept_at=None, on__withdrawn_at=None, on__late_after__lt=now
    ).values("promise")
    ours = Promise.objects.filter(OPEN, ~Q(late_after__lt=now), by=Promise.By.BUSINESS)
    return _first(ours.filter(pk__in=late))


def _too_much(now: datetime, hours: OfficeHours) -> list[int]:
    """Of the next few with an effort, those whose office time is too short for it."""
    ours = Promise.objects.filter(WITH_EFFORT, late_after__gte=now, by=Promise.By.BUSINESS)
    found = ours.order_by("late_after").values_list("pk", "late_after", "effort_minutes")[:AT_MOST]
    left = {due: hours.between(now, due) for _, due, _ in found if due is not None}
    return [
        key
        for key, due, minutes in found
        if due is not None and too_little(timedelta(minutes=minutes or 0), left[due])
    ]


def _first(found: QuerySet[Promise]) -> QuerySet[Promise, int]:
    return found.order_by(*BY_DUE).values_list("pk", flat=True)[: MOST_WATCHED + 1]


def _kept_since(midnight: datetime, now: datetime) -> list[Promise]:
    found = with_customer().filter(import_batch=None, kept_at__gte=midnight, kept_at__lte=now)
    return list(found.order_by("-kept_at", "-id")[:AT_MOST])


def _kept_by_us(since: datetime, until: datetime) -> int:
    kept = Promise.objects.filter(import_batch=None, by=Promise.By.BUSINESS)
    return kept.filter(kept_at__gte=since, kept_at__lt=until).count()
