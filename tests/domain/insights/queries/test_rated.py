from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.insights.queries.rated import heard, ratings_by_lateness
from makegood.domain.insights.rules.lateness import Asked, Rated, lateness
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import survey
from tests.domain.feedback.heard import heard as heard_of
from tests.domain.insights.hands import NOW, delivered, rate, work
from tests.domain.promises.hands import BERLIN, DAY, FRIDAY, MONDAY, WEDNESDAY, promise

ZONE = ZoneInfo(BERLIN)
NOON = datetime(2026, 3, 6, 12, tzinfo=ZONE)
LAST_MINUTE = datetime(2026, 3, 6, 23, 59, tzinfo=ZONE)


def found() -> list[Rated]:
    return sorted(ratings_by_lateness(zone=ZONE), key=lambda one: (one.days, one.score))


def days() -> list[tuple[int, bool]]:
    return [(one.days, one.late) for one in found()]


def test_days_are_counted_as_the_calendar_of_the_business_does(ours: Cast) -> None:
    # Half an hour past midnight in Berlin it is still the day before in Greenwich.
    late = datetime(2026, 3, 7, 0, 30, tzinfo=ZONE)
    for score, came in enumerate((MONDAY, NOON, LAST_MINUTE, late)):
        rate(ours, delivered(ours, came), score)
    assert days() == [(-4, False), (0, False), (0, False), (1, True)]


def test_a_day_of_23_hours_is_a_day(ours: Cast) -> None:
    eve = Due(zone=BERLIN, first=date(2026, 3, 28), last=date(2026, 3, 28))
    rate(ours, delivered(ours, datetime(2026, 3, 30, 0, 5, tzinfo=ZONE), due=eve), 4)
    assert days() == [(2, True)]


def test_within_a_range_of_days_it_came_on_the_day(ours: Cast) -> None:
    week = Due(zone=BERLIN, first=date(2026, 3, 4), last=date(2026, 3, 6))
    for came in (WEDNESDAY.late_after, MONDAY, NOON + DAY):
        rate(ours, delivered(ours, came, due=week), 4)
    assert days() == [(-2, False), (0, False), (1, True)]


def test_an_hour_may_pass_within_its_day(ours: Cast) -> None:
    hour = Due(zone=BERLIN, at=NOON)
    rate(ours, delivered(ours, NOON + DAY / 8, due=hour), 4)
    assert days() == [(0, True)]


def test_alike_ones_are_counted_together_and_several_of_one_work_count_each(ours: Cast) -> None:
    rate(ours, delivered(ours, NOON), 4, 4, 1)
    rate(ours, delivered(ours, NOON), 4)
    assert [(one.score, one.n) for one in found()] == [(1, 1), (4, 3)]


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        (None, Asked.NOT_RECORDED),
        (LAST_MINUTE - DAY, Asked.BEFORE),
        (datetime(2026, 3, 6, 0, 0, tzinfo=ZONE), Asked.SAME_DAY),
        (LAST_MINUTE, Asked.SAME_DAY),
        (datetime(2026, 3, 7, 0, 0, tzinfo=ZONE), Asked.AFTER),
    ],
)
def test_whether_they_were_asked_before_it_came(
    ours: Cast, asked: datetime | None, when: Asked
) -> None:
    rate(ours, delivered(ours, NOON), 4, asked=asked)
    assert [one.asked for one in found()] == [when]


def test_the_delivery_that_was_kept_last_says_when_it_came(ours: Cast) -> None:
    sign = delivered(ours, MONDAY)
    delivered(ours, NOON + DAY, of=sign)
    delivered(ours, None, of=sign)
    promise(ours, kind="milestone", engagement=sign)
    rate(ours, sign, 4)
    assert days() == [(1, True)]


def test_what_was_not_delivered_or_of_no_work_is_not_there(ours: Cast) -> None:
    rate(ours, work(ours), 1)
    rate(ours, delivered(ours, None), 2)
    rate(ours, None, 3)
    assert found() == []
    assert [(each.out_of, each.n) for each in heard()] == [(5, 3)]


def test_one_that_stands_in_the_place_of_another_counts_by_the_first_date(ours: Cast) -> None:
    rate(ours, delivered(ours, NOON + 3 * DAY), 4)
    Promise.objects.update(late_after=FRIDAY.late_after + 5 * DAY, due_to=date(2026, 3, 11))
    assert days() == [(3, True)]


def test_each_scale_is_said_with_its_period(ours: Cast) -> None:
    rate(ours, None, 4, 4)
    rate(ours, None, 9, out_of=10)
    assert [(each.out_of, each.n) for each in heard()] == [(5, 2), (10, 1)]
    assert {each.last for each in heard()} == {NOW - DAY}


def test_another_business_sees_none_of_it(cast: Cast) -> None:
    with enter(cast.studio):
        rate(cast, delivered(cast, NOON), 4)
    with enter(cast.salon):
        assert (found(), heard()) == ([], [])


def test_what_was_answered_to_our_own_surveys_counts_beside_them(ours: Cast) -> None:
    late = delivered(ours, datetime(2026, 3, 8, 12, tzinfo=ZONE))
    rate(ours, late, 2)
    heard_of(ours.owner, survey(ours.owner), [1], at=NOW, of=late, by=ours.bakery)
    found = lateness(ratings_by_lateness(zone=ZONE), out_of=5)
    assert found.late[True].given == {1: 1, 2: 1}
    assert [(one.out_of, one.n, one.last) for one in heard()] == [(5, 2, NOW)]


def test_another_scale_of_ours_stays_apart(ours: Cast) -> None:
    rate(ours, delivered(ours, MONDAY), 7, 8, out_of=10)
    heard_of(ours.owner, survey(ours.owner), [1], at=NOW, by=ours.bakery)
    assert [(one.out_of, one.n) for one in heard()] == [(10, 2), (5, 1)]
