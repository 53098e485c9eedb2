from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.interfaces.portal.reach import answer_by, hours_now
from makegood.kit.office_hours import OfficeHours, Period

BERLIN = ZoneInfo("Europe/Berlin")
DAY, LUNCH = (Period(540, 1020),), (Period(540, 750), Period(810, 1020))
SHUT: tuple[Period, ...] = ()


def said(at: str, *week: tuple[Period, ...], closed: str = "") -> str:
    """What the page says at this moment in Berlin; Monday first, days not named are shut."""
    days = (*week, *(SHUT,) * (7 - len(week)))
    away = frozenset([date.fromisoformat(closed)] if closed else [])
    hours = OfficeHours(BERLIN, days, away)
    return hours_now(hours, datetime.fromisoformat(at).replace(tzinfo=BERLIN))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-23T10:00", "We are here until 12:30."),
        ("2026-11-23T12:30", "We are closed. We are back today at 13:30."),
        ("2026-11-23T14:00", "We are here until 17:00."),
        ("2026-11-23T17:00", "We are closed. We are back tomorrow at 09:00."),
        ("2026-11-27T17:00", "We are closed. We are back on Monday at 09:00."),
        ("2026-11-22T23:59", "We are closed. We are back tomorrow at 09:00."),
    ],
)
def test_it_says_until_when_or_when_again(at: str, words: str) -> None:
    assert said(at, *(LUNCH,) * 5) == words


def test_a_day_further_off_than_a_week_is_said_in_full() -> None:
    words = said("2026-11-23T18:00", DAY, closed="2026-11-30")
    assert words == "We are closed. We are back on Monday 7 December at 09:00."


def test_a_week_from_now_is_not_said_as_today() -> None:
    assert said("2026-11-23T18:00", DAY).endswith("on Monday 30 November at 09:00.")


def test_midnight_ends_the_day_before_it() -> None:
    evening = (Period(1200, 1440),)
    assert said("2026-11-23T21:00", evening) == "We are here until midnight."
    night = said("2026-11-23T21:00", evening, (Period(0, 120),))
    assert night == "We are here until Tuesday at 02:00."


def test_day_and_night_has_no_end() -> None:
    assert said("2026-11-23T21:00", *((Period(0, 1440),),) * 7) == "We are here, day and night."


def test_hours_that_nobody_told_us_are_not_made_up() -> None:
    assert said("2026-11-23T10:00") == ""


def answered(at: str, within: int = 4) -> str:
    """What Alice's customer reads of her answer at this moment, on a week of nine to five."""
    hours = OfficeHours(BERLIN, (*(DAY,) * 5, SHUT, SHUT), frozenset([date(2026, 12, 1)]))
    return answer_by(hours, within, "Alice", datetime.fromisoformat(at).replace(tzinfo=BERLIN))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-23T10:07", "Write to Alice, and you hear from us today by 14:15."),
        ("2026-11-23T15:00", "Write to Alice, and you hear from us tomorrow by 11:00."),
        ("2026-11-27T15:00", "Write to Alice, and you hear from us by Monday 11:00."),
        ("2026-11-30T15:00", "Write to Alice, and you hear from us by Wednesday 11:00."),
    ],
)
def test_it_says_by_when_we_answer(at: str, words: str) -> None:
    assert answered(at) == words


def test_an_answer_a_week_off_is_said_with_its_day_in_full() -> None:
    assert answered("2026-11-23T15:00", 40).endswith("by Monday 30 November 15:00.")


def test_no_answer_is_said_where_none_is_promised() -> None:
    assert answered("2026-11-23T10:00", 0) == ""
