from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.engagements.rules import Rhythm, is_its_turn, next_day
from makegood.kit.office_hours import OfficeHours, Period

FRIDAYS = Rhythm(weekday=4)
EVERY_THREE = Rhythm(working_days=3)
NINE_TO_FIVE = (Period(540, 1020),)
WEEKDAYS = ((NINE_TO_FIVE,) * 5) + ((), ())
BERLIN = ZoneInfo("Europe/Berlin")
OPEN = OfficeHours(BERLIN, WEEKDAYS)
NEVER = OfficeHours(BERLIN, ((),) * 7)


def march(n: int) -> date:
    """A day of March 2026; 2 is a Monday, 6 a Friday."""
    return date(2026, 3, n)


def said(rhythm: Rhythm, heard: int, owed: int | None = None, hours: OfficeHours = OPEN) -> int:
    due = march(owed) if owed else None
    return next_day(rhythm, heard=march(heard), owed=due, hours=hours).day


def test_every_friday_begins_with_the_friday_ahead() -> None:
    assert said(FRIDAYS, 2) == 6


def test_begun_on_a_friday_it_begins_a_week_later() -> None:
    assert said(FRIDAYS, 6) == 13


def test_this_weeks_update_given_on_wednesday_is_followed_by_next_weeks() -> None:
    assert said(FRIDAYS, 4, owed=6) == 13


def test_one_given_late_is_followed_by_the_same_weeks() -> None:
    assert said(FRIDAYS, 10, owed=6) == 13


def test_where_we_are_closed_that_day_they_hear_the_day_before() -> None:
    hours = OfficeHours(BERLIN, WEEKDAYS, frozenset({march(6)}))
    assert said(FRIDAYS, 2, hours=hours) == 5


def test_where_no_day_is_left_before_it_the_day_itself_stands() -> None:
    hours = OfficeHours(BERLIN, WEEKDAYS, frozenset({march(6)}))
    assert said(FRIDAYS, 5, hours=hours) == 6


def test_working_days_count_from_the_day_they_heard() -> None:
    assert said(EVERY_THREE, 4, owed=6) == 9


def test_a_business_that_never_opens_counts_every_day() -> None:
    assert said(EVERY_THREE, 4, hours=NEVER) == 7
    assert said(FRIDAYS, 2, hours=NEVER) == 6


@pytest.mark.parametrize("both", [{}, {"weekday": 1, "working_days": 2}])
def test_a_rhythm_is_one_of_the_two(both: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="one of them"):
        Rhythm(**both)


def test_an_update_is_this_weeks_once_and_never_next_weeks() -> None:
    fridays = Rhythm(weekday=4)
    assert is_its_turn(fridays, heard=march(7), owed=march(13))
    assert is_its_turn(fridays, heard=march(16), owed=march(13)), "late, it is still that one"
    assert not is_its_turn(fridays, heard=march(6), owed=march(13))


def test_in_working_days_each_is_the_one_that_was_owed() -> None:
    assert is_its_turn(Rhythm(working_days=20), heard=march(2), owed=march(30))
