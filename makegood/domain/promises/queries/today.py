"""What today brings: one list in order of need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThan

from makegood.domain.promises.models import (
    AT_RISK,
    IMPORTED,
    OPEN,
    UNHEARD,
    Notice,
    Promise,
    Update,
    Waiting,
)
from makegood.domain.promises.queries.rows import with_customer
from makegood.domain.promises.queries.stories import story_of, with_stories
from makegood.domain.promises.rules.due import end_of_day, has_passed, start_of_day
from makegood.domain.promises.rules.need import Facts, Need, ask_from, asked_until, need, too_little
from makegood.domain.promises.rules.notices import last_day
from makegood.foundation.mail.models import GONE_WRONG
from makegood.foundation.tenancy.owned import put_together_once
from makegood.foundation.tenancy.prepared import Given, prepared
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.office_hours import OfficeHours

AT_MOST = 30
MOST_OVERDUE = 12
MOST_WATCHED = 8
SOON = timedelta(days=14)
MISSED = Q(to=Promise.To.CUSTOMER, told_through__lt=F("due_number"))


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


def today(*, now: datetime, hours: OfficeHours, leads: Mapping[str, int]) -> Today:
    """The business's day at `now`: at most thirty open promises, and what was kept today."""
    zone = current_business().tz
    local = now.astimezone(zone).date()
    midnight, ends = start_of_day(local, zone), end_of_day(local, zone)
    overdue, watched = _overdue(now), _watched(now)
    near = [*overdue[:MOST_OVERDUE], *watched[:MOST_WATCHED]]
    far = asked_until(local, max(leads.values(), default=0), hours.is_working_day)
    until = max(ends + SOON, end_of_day(far, zone))
    ahead, room = _ahead(now, hours, until=until, but=near), AT_MOST - len(near)
    done = _kept_since(midnight=midnight, now=now)
    rows = _rows([*near, *ahead[:room], *done])
    shown = [rows[key] for key in [*near, *ahead[:room]]]
    page = Today(
        done=[rows[key] for key in done],
        imported_overdue=imported_overdue(now),
        more=len(overdue) > MOST_OVERDUE or len(watched) > MOST_WATCHED or len(ahead) > room,
    )
    for promise in sorted(shown, key=lambda row: (row.late_after or ends, row.pk)):
        group = need_of(promise, now=now, today_ends=ends, hours=hours, leads=leads)
        page.groups.setdefault(group, []).append(promise)
    page.groups = dict(sorted(page.groups.items()))
    if not shown:
        yesterday = start_of_day(local - timedelta(days=1), zone)
        page.kept_yesterday = _kept_by_us(yesterday, midnight)
        page.empty_ledger = not page.done and not Promise.objects.exists()
    return page


def need_of(
    promise: Promise,
    *,
    now: datetime,
    today_ends: datetime,
    hours: OfficeHours,
    leads: Mapping[str, int],
) -> Need:
    """Which group of Today an open promise with its story belongs to.

    `leads`: how many working days before it is due we ask about each kind.
    """
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
        waits_on_late=any(has_passed(wait.late_after, now) for wait in story_of(promise).waits),
        effort=_minutes(effort),
        outlook=promise.outlook,
        asks=_asks(promise, now, hours, leads),
        letter_lost=story_of(promise).letter_lost,
    )
    return need(facts, now=now, today_ends=today_ends, office_time_left=left)


def _asks(promise: Promise, now: datetime, hours: OfficeHours, leads: Mapping[str, int]) -> bool:
    """Whether it is so near that we ask ourselves whether it will hold."""
    days, due = leads.get(promise.kind, 0), promise.due
    if not days or due is None or promise.to != Promise.To.CUSTOMER:
        return False
    here = now.astimezone(hours.zone)
    return here.date() >= ask_from(last_day(due, here), days, hours.is_working_day)


def is_late(promise: Promise, now: datetime) -> bool:
    """Whether an open promise's due has passed."""
    return promise.is_open and has_passed(promise.late_after, now)


def imported_overdue(now: datetime) -> int:
    """How many imported promises are open past their due: counted in an index of their own."""
    return _imported().filter(late_after__lt=now).count()


def _rows(keys: list[int]) -> dict[int, Promise]:
    """All that the page shows, in one question, with their stories."""
    found = with_stories(with_customer().filter(pk__in=keys)) if keys else []
    return {row.pk: row for row in found}


# A queryset is a question, not its answer, and asks for the business only as it runs: what does
# not depend on the hour is put together once.
@put_together_once
def _opened() -> QuerySet[Promise]:
    return Promise.objects.filter(OPEN)


@put_together_once
def _imported() -> QuerySet[Promise]:
    return Promise.objects.filter(IMPORTED)


def _overdue(now: datetime) -> list[int]:
    """Those they do not know of first. When these fill the list, nothing else is sorted."""
    first = _missed(now=now)
    return first if len(first) > MOST_OVERDUE else _all_overdue(now=now)


@prepared
def _missed(now: Given) -> QuerySet[Promise, int]:
    found = _opened().filter(MISSED, import_batch=None, late_after__lt=now)
    return _keys(found.order_by("late_after", "id"))[: MOST_OVERDUE + 1]


@prepared
def _all_overdue(now: Given) -> QuerySet[Promise, int]:
    by_need = Case(When(by=Promise.By.CUSTOMER, then=2), When(MISSED, then=0), default=1)
    found = _opened().filter(late_after__lt=now, import_batch=None)
    return _keys(found.order_by(by_need, "late_after", "id"))[: MOST_OVERDUE + 1]


def _ahead(now: datetime, hours: OfficeHours, *, until: datetime, but: list[int]) -> list[int]:
    """What is due next until then; and after it what has too little office time left."""
    wanted = [
        key
        for key, due, effort in _coming(now=now, until=until)
        if due and (due <= until or too_little(_minutes(effort), hours.between(now, due)))
    ]
    return [key for key in wanted if key not in but][: AT_MOST - len(but) + 1]


@prepared
def _coming(now: Given, until: Given) -> QuerySet[Promise, Any]:
    near = Q(late_after__lte=until) | Q(effort_minutes__isnull=False, by=Promise.By.BUSINESS)
    found = _opened().filter(near, late_after__gte=now).order_by("late_after", "id")
    return found.values_list("pk", "late_after", "effort_minutes")[: AT_MOST + 1]


def _minutes(effort: int | None) -> timedelta | None:
    return None if effort is None else timedelta(minutes=effort)


def _watched(now: datetime) -> list[int]:
    """Not late, yet needing us now: what waits for something late; what is in doubt; not told."""
    # Some are several of these, and come again.
    return list(dict.fromkeys(key for _, _, key in _watched_for(now=now)))[: MOST_WATCHED + 1]


@prepared
def _watched_for(now: Given) -> QuerySet[Any, Any]:
    late = _opened().filter(late_after__lt=now).values("pk")
    held_up = _held_up().filter(~Q(promise__late_after__lt=now), on__in=late)
    found = held_up.union(
        *(each.filter(~Q(late_after__lt=now)) for each in (_unheard(), _doubted(), _lost_updates()))
    )
    first = found.order_by("rank", F("until").asc(nulls_last=True), "key")
    return first[: 3 * (MOST_WATCHED + 1)]


def _held_up() -> QuerySet[Any, Any]:
    """Asked from the side of what is late: there is less of it."""
    ours = Q(promise__kept_at=None, promise__withdrawn_at=None, promise__by=Promise.By.BUSINESS)
    until, key = F("promise__late_after"), F("promise_id")
    found = Waiting.objects.filter(ours).annotate(rank=Value(0), until=until, key=key)
    return found.values_list("rank", "until", "key")


def _doubted() -> QuerySet[Any, Any]:
    found = Promise.objects.filter(AT_RISK).annotate(
        rank=Value(0), until=F("late_after"), key=F("pk")
    )
    return found.values_list("rank", "until", "key")


def _unheard() -> QuerySet[Any, Any]:
    lost = Notice.objects.filter(promise=OuterRef("pk"), letter__state__in=GONE_WRONG)
    first = Case(When(Exists(lost), then=0), default=1)
    found = _opened().filter(GreaterThan(UNHEARD, 1), to=Promise.To.CUSTOMER)
    found = found.annotate(rank=first, until=F("late_after"), key=F("pk"))
    return found.values_list("rank", "until", "key")


def _lost_updates() -> QuerySet[Any, Any]:
    """What they should have heard by a letter that did not reach them."""
    lost = Update.objects.filter(heard_at=None, letter__state__in=GONE_WRONG)
    found = _opened().filter(pk__in=lost.values("promise"))
    found = found.annotate(rank=Value(0), until=F("late_after"), key=F("pk"))
    return found.values_list("rank", "until", "key")


def _keys(found: QuerySet[Promise]) -> QuerySet[Promise, int]:
    return found.values_list("pk", flat=True)


@prepared
def _kept_since(midnight: Given, now: Given) -> QuerySet[Promise, int]:
    found = Promise.objects.filter(import_batch=None, kept_at__gte=midnight, kept_at__lte=now)
    return _keys(found.order_by("-kept_at", "-id"))[:AT_MOST]


def _kept_by_us(since: datetime, until: datetime) -> int:
    kept = Promise.objects.filter(import_batch=None, by=Promise.By.BUSINESS)
    return kept.filter(kept_at__gte=since, kept_at__lt=until).count()
