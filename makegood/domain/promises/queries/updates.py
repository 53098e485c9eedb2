"""How a customer's work is going: what they heard last, and when they hear again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from makegood.domain.engagements.models import Cadence, Engagement
from makegood.domain.engagements.queries import cadence_of
from makegood.domain.engagements.rules import is_its_turn, next_day
from makegood.domain.promises.models import OPEN, Promise, Update
from makegood.domain.promises.queries.stories import with_stories
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.notices import last_day
from makegood.domain.promises.rules.updates import Owed, Standing, concern, standing
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.tenancy.owned import put_together_once
from makegood.foundation.tenancy.scope import current_business

MOST = 100
TO_THEM = Q(to=Promise.To.CUSTOMER) & ~Q(kind=Promise.Kind.UPDATE)


@dataclass(frozen=True)
class Going:
    """How a piece of work stands at `now`, and the promise that speaks against “on track”."""

    stands: Standing
    about: Promise | None


@dataclass(frozen=True)
class News:
    """One piece of work as its customer may see it.

    `last` is the newest update written (its `says`, `words` and `written_at` are theirs to read;
    `heard_at` is None while its letter is on its way); None if there was none. `next_due` is when
    they hear again, None where no further update is promised; `next_is_late` once it has passed.
    """

    engagement: Engagement
    last: Update | None
    next_due: Due | None
    next_is_late: bool


def written_to(ids: Collection[int]) -> list[Update]:
    """What we wrote of how somebody's work is going, by their head and its aliases, the newest
    last: what they may read of it.
    """
    return list(_written().filter(engagement__customer__in=ids))


@put_together_once
def _written() -> QuerySet[Update]:
    found = Update.objects.select_related("engagement").order_by("id")
    return found.only("engagement__name", "says", "words", "written_at", "heard_at")


def for_customer(
    written: Iterable[Update], owed: Iterable[Promise], *, now: datetime
) -> list[News]:
    """Each piece of their work that has an update, given or promised: the newest work first.

    `owed` are the open promises to tell them more; the regular ones count here. For the customer's
    own page: it shows what stands here as it is (nothing internal is in it).
    """
    last = {row.engagement_id: row for row in written}
    regular = {row.engagement_id: row for row in owed if row.regular}
    unwritten = regular.keys() - last.keys()
    known = Engagement.objects.in_bulk(unwritten) if unwritten else {}
    known |= {key: row.engagement for key, row in last.items()}
    return [
        _news(known[key], last.get(key), regular.get(key), now)
        for key in sorted(known, reverse=True)
    ]


def news_of(engagement: Engagement, *, now: datetime) -> News:
    """The same of one piece of work, whether or not there is an update."""
    return _news(engagement, last_of(engagement), regular_of(engagement), now)


def last_of(engagement: Engagement) -> Update | None:
    """The newest update written about it, with its letter; None if there is none."""
    found = Update.objects.filter(engagement=engagement).order_by("id")
    return found.select_related("letter", "link", "written_by__user", "engagement__customer").last()


def regular_of(engagement: Engagement) -> Promise | None:
    """The open update that its cadence owes; None where none is owed."""
    return _open_regular().filter(engagement=engagement).first()


def last_regular(engagement: Engagement) -> Promise | None:
    """The regular update promised last, whatever became of it; None if there never was one.

    What was promised by mistake says nothing of what comes next.
    """
    found = Promise.objects.filter(engagement=engagement, regular=True)
    meant = found.exclude(withdrawn_asked_by=Promise.AskedBy.MISTAKE)
    return meant.order_by("id").last()


def heard_since(promise: Promise, *, but: Update) -> datetime | None:
    """When they first heard how it is going since this update was promised; None if never.

    `but` is left out of account.
    """
    found = Update.objects.filter(engagement=promise.engagement_id, heard_at__gt=promise.made_at)
    return found.exclude(pk=but.pk).order_by("heard_at").values_list("heard_at", flat=True).first()


def going(engagement: Engagement, *, now: datetime) -> Going:
    """How it stands by its promises to the customer; their updates say nothing of it."""
    found = Promise.objects.filter(TO_THEM, engagement=engagement)
    facts = [(promise, _owed(promise)) for promise in found.order_by("late_after", "id")]
    stands = standing([owed for _, owed in facts], now=now)
    about = (promise for promise, owed in facts if concern(owed, now=now) == stands)
    return Going(stands, next(about, None))


def is_delivered(engagement: Engagement) -> bool:
    """Whether its delivery was kept and no other delivery of it is owed."""
    found = Promise.objects.filter(engagement=engagement, kind=Promise.Kind.DELIVERY)
    return found.filter(kept_at__isnull=False).exists() and not found.filter(OPEN).exists()


def promises_of(engagement: Engagement) -> list[Promise]:
    """Its promises with their stories, either party's: what is open by its due, then what ended."""
    ours = Promise.objects.filter(engagement=engagement).select_related("customer")
    still = ours.filter(OPEN).order_by(F("late_after").asc(nulls_last=True), "id")[:MOST]
    ended = ours.exclude(OPEN).order_by("-id")[:MOST]
    return with_stories([*still, *ended])


def coming(engagement: Engagement) -> list[Promise]:
    """What its customer may see that we owe them next, by its due."""
    owed = Promise.objects.filter(OPEN, TO_THEM, engagement=engagement, visible=True)
    return list(owed.filter(late_after__isnull=False).order_by("late_after", "id")[:MOST])


def _news(engagement: Engagement, last: Update | None, owed: Promise | None, now: datetime) -> News:
    late = owed is not None and owed.late_after is not None and owed.late_after < now
    return News(engagement, last, owed.due if owed else None, late)


def _open_regular() -> QuerySet[Promise]:
    return Promise.objects.filter(OPEN, regular=True).select_related("engagement")


def _owed(promise: Promise) -> Owed:
    return Owed(
        is_open=promise.is_open,
        late_after=promise.late_after,
        due_number=promise.due_number,
        told_through=promise.told_through,
        outlook=promise.outlook,
    )


def next_named(engagement: Engagement, *, now: datetime) -> date | None:
    """The day that an update written now names for the next; None where no cadence is on."""
    cadence, owed = cadence_of(engagement), regular_of(engagement)
    if cadence is None:
        return None
    here = now.astimezone(current_business().tz)
    today = here.date()
    if owed is not None and owed.due is not None and given_now(engagement, now=now) is None:
        return last_day(owed.due, here)
    return next_day_of(cadence, heard=today, owed=owed.due if owed else None, now=now)


def given_now(engagement: Engagement, *, now: datetime) -> Promise | None:
    """The open update that one written now gives; None for one more before that one's turn."""
    cadence, owed = cadence_of(engagement), regular_of(engagement)
    if cadence is None or owed is None or owed.due is None:
        return owed
    here = now.astimezone(current_business().tz)
    turn = is_its_turn(cadence.rhythm, heard=here.date(), owed=last_day(owed.due, here))
    return owed if turn else None


def next_day_of(cadence: Cadence, *, heard: date, owed: Due | None, now: datetime) -> date:
    """The day by whose end they hear again, after `heard`; never one that has gone by."""
    hours = office_hours(now=now)
    today = now.astimezone(hours.zone).date()
    due = last_day(owed, now.astimezone(hours.zone)) if owed else None
    day = next_day(cadence.rhythm, heard=heard, owed=due, hours=hours)
    return day if day >= today else next_day(cadence.rhythm, heard=today, owed=None, hours=hours)


def get(update_id: int) -> Update | None:
    """One update of our business; None if it is not ours."""
    found = Update.objects.select_related("engagement__customer", "promise")
    return found.filter(pk=update_id).first()
