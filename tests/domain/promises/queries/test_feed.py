from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries import feed as feeds
from makegood.domain.promises.queries.feed import Feed, feed_of, reader
from makegood.domain.promises.rules.due import Due
from makegood.foundation.tenancy.models import Member
from makegood.kit.office_hours import OfficeHours, Period
from tests.cast import Cast
from tests.domain.promises.hands import BERLIN, DAY, FRIDAY, HOUR, MONDAY, act, day, promise

NINE_TO_FIVE = OfficeHours(
    ZoneInfo(BERLIN), tuple((Period(540, 1020),) if n < 5 else () for n in range(7))
)


def seen(ours: Cast, now: datetime = MONDAY) -> Feed:
    return feed_of(ours.owner, now=now, hours=NINE_TO_FIVE)


def test_by_their_due_whatever_became_of_them(ours: Cast) -> None:
    later = promise(ours, due=day(13))
    gone = promise(ours)
    withdraw(promise=gone, asked_by=Promise.AskedBy.CUSTOMER, by=act(ours.owner), at=MONDAY)
    first = promise(ours, due=day(4))
    assert seen(ours).promises == [first, gone, later]


def test_what_changed_last_dates_the_feed(ours: Cast) -> None:
    midnight = datetime(2026, 3, 1, 23, tzinfo=UTC)
    assert seen(ours).changed_at == midnight
    late = promise(ours, at=MONDAY + HOUR)
    found = seen(ours, MONDAY + 2 * HOUR)
    assert (found.changed, found.changed_at) == ({late.pk: MONDAY + HOUR}, MONDAY + HOUR)


def test_nothing_is_planned_before_it_was_promised(ours: Cast) -> None:
    promised = promise(ours, due=day(3), at=MONDAY + 5 * HOUR, effort_minutes=180)
    [span] = seen(ours, MONDAY + 6 * HOUR).blocks[promised.pk]
    assert span.start >= MONDAY + 5 * HOUR
    assert span.end - span.start == 3 * HOUR


def test_a_plan_stays_while_its_day_goes_by(ours: Cast) -> None:
    promise(ours, due=day(3), effort_minutes=120)
    morning = seen(ours, MONDAY)
    assert morning.blocks
    assert seen(ours, MONDAY + 6 * HOUR).blocks == morning.blocks


def test_what_is_far_off_is_no_plan_yet(ours: Cast) -> None:
    for weeks in (7, 9):
        there = date(2026, 3, 6) + timedelta(weeks=weeks)
        far = Due(zone=BERLIN, first=there, last=there)
        promise(ours, due=far, text=f"In {weeks}", effort_minutes=60)
    found = seen(ours)
    names = {one.pk: one.text for one in found.promises}
    assert [names[key] for key in found.blocks] == ["In 7"]


def test_what_is_late_is_no_plan(ours: Cast) -> None:
    promise(ours, effort_minutes=60)
    assert not any(seen(ours, FRIDAY.late_after + 3 * DAY).blocks.values())


def test_a_day_may_be_used_to_its_last_minute(ours: Cast) -> None:
    day_and_night = OfficeHours(ZoneInfo(BERLIN), tuple((Period(0, 1440),) for _ in range(7)))
    promise(ours, due=day(2), effort_minutes=60)
    [[span]] = feed_of(ours.owner, now=MONDAY, hours=day_and_night).blocks.values()
    midnight = datetime.combine(date(2026, 3, 3), time(), ZoneInfo(BERLIN))
    assert (span.start, span.end) == (midnight - HOUR, midnight)


def test_many_works_stand_apart(ours: Cast) -> None:
    for n in range(9):
        promise(ours, due=day(3 + n), effort_minutes=100)
    spans = [span for each in seen(ours).blocks.values() for span in each]
    spans.sort(key=lambda span: span.start)
    for one, following in pairwise(spans):
        assert one.end <= following.start


def test_what_is_next_comes_first_where_there_is_too_much(
    ours: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_AHEAD", 2)
    monkeypatch.setattr(feeds, "MOST_BEHIND", 1)
    for n in (5, 3, 4):
        promise(ours, due=day(n), text=f"On {n}")
    assert [one.text for one in seen(ours).promises] == ["On 3", "On 4"]
    late = seen(ours, MONDAY + 4 * DAY)
    assert [one.text for one in late.promises] == ["On 5"]


def test_who_left_reads_nothing(ours: Cast) -> None:
    assert reader(ours.owner.pk) == ours.owner
    assert reader(ours.stranger.pk) is None
    Member.objects.filter(pk=ours.owner.pk).update(ended_at=MONDAY)
    assert reader(ours.owner.pk) is None
