from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import (
    Heard,
    Kept,
    Told,
    days_before,
    is_early,
    kept,
    passed_unkept,
    reaches,
    told,
)
from tests.domain.promises.rules.days import zones

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"
FRIDAY = Due(zone=BERLIN, first=date(2026, 3, 6), last=date(2026, 3, 6))
THIS_WEEK = Due(zone=BERLIN, first=date(2026, 3, 2), last=date(2026, 3, 6))
FRIDAY_AT_THREE = Due(zone=BERLIN, at=datetime(2026, 3, 6, 14, 0, tzinfo=UTC))
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def judged(due: Due, kept_at: datetime) -> Kept:
    """As when it is kept: early is decided then."""
    return kept(due.late_after, kept_at, None, early=is_early(due, kept_at))


@pytest.mark.parametrize(
    ("due", "kept_at", "how"),
    [
        (FRIDAY, datetime(2026, 3, 5, 22, 59, 59, tzinfo=UTC), Kept.EARLY),
        (FRIDAY, datetime(2026, 3, 5, 23, 0, tzinfo=UTC), Kept.ON_TIME),
        (FRIDAY, datetime(2026, 3, 6, 22, 59, 59, 999999, tzinfo=UTC), Kept.ON_TIME),
        (FRIDAY, datetime(2026, 3, 6, 23, 0, tzinfo=UTC), Kept.LATE),
        (THIS_WEEK, datetime(2026, 3, 1, 22, 59, tzinfo=UTC), Kept.EARLY),
        (THIS_WEEK, datetime(2026, 3, 3, 12, 0, tzinfo=UTC), Kept.ON_TIME),
        (THIS_WEEK, datetime(2026, 3, 7, 12, 0, tzinfo=UTC), Kept.LATE),
        (FRIDAY_AT_THREE, datetime(2026, 3, 5, 12, 0, tzinfo=UTC), Kept.EARLY),
        (FRIDAY_AT_THREE, datetime(2026, 3, 6, 8, 0, tzinfo=UTC), Kept.ON_TIME),
        (FRIDAY_AT_THREE, datetime(2026, 3, 6, 14, 0, tzinfo=UTC), Kept.ON_TIME),
        (FRIDAY_AT_THREE, datetime(2026, 3, 6, 14, 0, 0, 1, tzinfo=UTC), Kept.LATE),
    ],
)
def test_kept_is_early_on_time_or_late(due: Due, kept_at: datetime, how: Kept) -> None:
    assert judged(due, kept_at) == how


def test_what_is_not_kept_is_open_or_withdrawn() -> None:
    assert kept(FRIDAY.late_after, None, None, early=False) == Kept.NOT_YET
    assert kept(FRIDAY.late_after, None, MONDAY, early=False) == Kept.WITHDRAWN


@given(
    zone=st.sampled_from(zones()),
    first=st.dates(date(2024, 1, 1), date(2035, 12, 1)),
    more_days=st.integers(0, 10),
    kept_at=st.datetimes(datetime(2023, 12, 28), datetime(2035, 12, 20)),
)
def test_days_are_judged_by_the_calendar_on_the_wall(
    zone: str, first: date, more_days: int, kept_at: datetime
) -> None:
    last = first + more_days * DAY
    instant = datetime.combine(first, kept_at.time(), UTC) + (kept_at.day - 14) * DAY
    on_the_wall = instant.astimezone(ZoneInfo(zone)).date()
    expected = Kept.EARLY if on_the_wall < first else Kept.ON_TIME
    expected = Kept.LATE if on_the_wall > last else expected
    due = Due(zone=zone, first=first, last=last)
    assert judged(due, instant) == expected


def test_the_instant_once_frozen_decides() -> None:
    late_after = FRIDAY.late_after
    assert kept(late_after + HOUR, late_after + HOUR, None, early=False) == Kept.ON_TIME
    assert kept(late_after - HOUR, late_after, None, early=True) == Kept.LATE


def test_without_a_date_whatever_comes_is_late() -> None:
    assert kept(None, MONDAY, None, early=False) == Kept.LATE
    assert not is_early(None, MONDAY)


def test_a_due_passes_unkept_the_instant_after_it() -> None:
    late_after = FRIDAY.late_after
    assert not passed_unkept(late_after, None, late_after)
    assert passed_unkept(late_after, None, late_after + timedelta(microseconds=1))
    assert not passed_unkept(late_after, MONDAY, late_after + DAY)
    assert passed_unkept(late_after, late_after + DAY, late_after + DAY)


@pytest.mark.parametrize(
    ("heard", "recorded", "fact"),
    [
        ([], True, Told.NOT_TOLD),
        ([], False, Told.NOT_RECORDED),
        ([Heard(FRIDAY.late_after, 0)], True, Told.BEFORE),
        ([Heard(FRIDAY.late_after, 0)], False, Told.BEFORE),
        ([Heard(FRIDAY.late_after + DAY, 0)], True, Told.AFTER),
        ([Heard(FRIDAY.late_after + DAY, 0), Heard(MONDAY, 0)], True, Told.BEFORE),
        ([Heard(MONDAY, 3)], True, Told.BEFORE),
    ],
)
def test_told_is_before_after_or_not(heard: list[Heard], recorded: bool, fact: Told) -> None:
    assert told(0, FRIDAY.late_after, heard, recorded=recorded) == fact


def test_hearing_of_the_first_due_says_nothing_of_the_second() -> None:
    assert told(1, FRIDAY.late_after, [Heard(MONDAY, 0)], recorded=True) == Told.NOT_TOLD


@pytest.mark.parametrize(
    ("in_force", "told_through", "passed_then", "passed_now", "through"),
    [
        (0, -1, False, False, 0),
        (0, -1, True, True, 0),
        (0, 0, False, False, 0),
        (1, -1, False, False, 0),
        (1, 0, False, False, 0),
        (1, -1, True, True, 1),
        (1, -1, False, True, 0),
        (1, 0, False, True, 1),
        (2, -1, False, False, 1),
        (2, 0, False, True, 1),
        (2, 1, False, True, 2),
    ],
)
def test_a_telling_reaches_no_further_than_it_surely_did(
    in_force: int, told_through: int, passed_then: bool, passed_now: bool, through: int
) -> None:
    said = reaches(
        in_force=in_force,
        told_through=told_through,
        passed_then=passed_then,
        passed_now=passed_now,
    )
    assert said == through


# A story is a list of steps, a day each: the promise is moved so many days on, or told.
STEPS = st.lists(st.one_of(st.integers(1, 9), st.just("tell"), st.just("wait")), max_size=14)


@given(steps=STEPS)
def test_every_due_of_a_story_is_told_as_a_diary_would_say(steps: list[int | str]) -> None:
    """The diary writes down, for each due, the first day on which the customer heard it is gone."""
    dues, tellings, through = [MONDAY + 3 * DAY], list[Heard](), -1
    diary: dict[int, datetime] = {}
    for n, step in enumerate(steps, start=1):
        now = MONDAY + n * DAY
        if isinstance(step, int):
            dues.append(now + step * DAY)
        elif step == "tell":
            newest = len(dues) - 1
            gone = [due for due in range(newest + 1) if due < newest or now > dues[due] or not due]
            for due in gone:
                diary.setdefault(due, now)
            passed = now > dues[newest]
            reach = reaches(
                in_force=newest, told_through=through, passed_then=passed, passed_now=passed
            )
            tellings.append(Heard(now, reach))
            through = max(through, reach)
    for number, late_after in enumerate(dues):
        heard = diary.get(number)
        expected = Told.NOT_TOLD
        if heard is not None:
            expected = Told.BEFORE if heard <= late_after else Told.AFTER
        assert told(number, late_after, tellings, recorded=True) == expected


@pytest.mark.parametrize(
    ("heard_at", "days"),
    [
        (datetime(2026, 3, 4, 14, 10, tzinfo=UTC), 2),
        (datetime(2026, 3, 4, 23, 30, tzinfo=UTC), 1),
        (datetime(2026, 3, 5, 23, 30, tzinfo=UTC), 0),
        (datetime(2026, 3, 6, 23, 30, tzinfo=UTC), 0),
    ],
)
def test_days_before_are_counted_on_the_calendar_there(heard_at: datetime, days: int) -> None:
    heard = [Heard(MONDAY, through=0), Heard(heard_at, through=1), Heard(heard_at + DAY, through=1)]
    zone = ZoneInfo(BERLIN)
    assert days_before(1, FRIDAY.late_after, heard, zone=zone) == days
    assert days_before(2, FRIDAY.late_after, heard, zone=zone) == 0
