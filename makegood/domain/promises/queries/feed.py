"""What stands in a member's calendar: their promises and nobody's, and when to do the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from makegood.domain.customers.queries.aliases import know_heads
from makegood.domain.promises.models import OPEN, Promise
from makegood.domain.promises.queries.rows import with_customer
from makegood.domain.promises.rules.blocks import Span, Work, blocks, next_quarter, office_time
from makegood.domain.promises.rules.due import TICK, start_of_day
from makegood.domain.promises.rules.notices import last_day
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.office_hours import OfficeHours

MOST_AHEAD, MOST_BEHIND, MOST_ENDED = 400, 100, 200
REMEMBERED = timedelta(days=30)
# Work is laid out for what is due within this; what is further off is no plan yet.
PLANNED = timedelta(weeks=8)
AN_APPOINTMENT, A_DEADLINE = timedelta(hours=1), timedelta(minutes=30)


@dataclass(frozen=True)
class Feed:
    """A member's promises, each with a due, by it; their blocks of work by promise.

    `changed` says (UTC) when something last happened to each, and `changed_at` to any of them,
    or that a day began: within a day the same rows make the same feed.
    """

    promises: list[Promise]
    blocks: dict[int, list[Span]]
    changed: dict[int, datetime]
    changed_at: datetime


def reader(member_id: int) -> Member | None:
    """Whose feed it is, in the business we are in; None once they no longer work here."""
    found = Member.objects.filter(business=current_business(), ended_at=None, user__is_active=True)
    return found.filter(pk=member_id).select_related("user").first()


def feed_of(member: Member, *, now: datetime, hours: OfficeHours) -> Feed:
    """Theirs and nobody's: what is open, and what ended in the last thirty days.

    Whose owner has left is nobody's. What has no day stands on none: the promise to say more
    stands on its own.
    """
    zone = current_business().tz
    midnight = start_of_day(now.astimezone(zone).date(), zone)
    promises = sorted(_promises(member, midnight), key=_by_due)
    know_heads(promise.customer for promise in promises)
    changed = _changed(promises)
    return Feed(
        promises,
        _blocks(member, promises, midnight, hours),
        changed,
        max([midnight, *changed.values()]),
    )


def lasts(promise: Promise) -> timedelta:
    """How long a promise for an instant takes in a calendar."""
    if promise.kind != Promise.Kind.APPOINTMENT:
        return A_DEADLINE
    return timedelta(minutes=promise.effort_minutes) if promise.effort_minutes else AN_APPOINTMENT


def _promises(member: Member, midnight: datetime) -> Iterator[Promise]:
    nobodys = Q(owner=None) | Q(owner__ended_at__isnull=False)
    seen = with_customer().filter(Q(owner=member) | nobodys, late_after__isnull=False)
    yield from seen.filter(OPEN, late_after__gte=midnight).order_by("late_after", "id")[:MOST_AHEAD]
    yield from _newest(seen.filter(OPEN, late_after__lt=midnight), "-late_after", MOST_BEHIND)
    since = midnight - REMEMBERED
    yield from _newest(seen.filter(kept_at__gte=since), "-kept_at", MOST_ENDED)
    yield from _newest(seen.filter(withdrawn_at__gte=since), "-withdrawn_at", MOST_ENDED)


def _newest(found: QuerySet[Promise], order: str, most: int) -> QuerySet[Promise]:
    return found.order_by(order, "-id")[:most]


def _by_due(promise: Promise) -> tuple[datetime, int]:
    assert promise.late_after is not None
    return promise.late_after, promise.pk


def _changed(promises: list[Promise]) -> dict[int, datetime]:
    """When the journal last had something to write of each."""
    found = Entry.objects.filter(subject_kind="promise", subject_id__in=[p.pk for p in promises])
    last = dict(found.values_list("subject_id").annotate(Max("recorded_at")))
    return {promise.pk: last.get(promise.pk, promise.made_at) for promise in promises}


def _blocks(
    member: Member, promises: list[Promise], midnight: datetime, hours: OfficeHours
) -> dict[int, list[Span]]:
    """From this midnight on, so that a plan stays where it is while its day goes by."""
    ours = [p for p in promises if p.is_open and p.by == Promise.By.BUSINESS]
    mine = [p for p in ours if p.owner_id == member.pk]
    works = list(_works(mine, midnight, hours))
    if not works:
        return {}
    free = office_time(hours, midnight, max(work.due for work in works))
    return blocks(works, free, _appointments(mine))


def _works(mine: Iterable[Promise], midnight: datetime, hours: OfficeHours) -> Iterator[Work]:
    for promise in mine:
        due, late_after = promise.due, promise.late_after
        if not promise.effort_minutes or due is None or late_after is None:
            continue
        if promise.kind == Promise.Kind.APPOINTMENT or late_after > midnight + PLANNED:
            continue
        yield Work(
            promise.pk,
            timedelta(minutes=promise.effort_minutes),
            since=next_quarter(max(midnight, promise.made_at)),
            comfortable=start_of_day(last_day(due, midnight.astimezone(hours.zone)), hours.zone),
            due=late_after if due.at else late_after + TICK,
        )


def _appointments(mine: Iterable[Promise]) -> Iterator[Span]:
    for promise in mine:
        if promise.kind == Promise.Kind.APPOINTMENT and promise.due_at is not None:
            yield Span(promise.due_at, promise.due_at + lasts(promise))
