from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makegood.domain.promises.rules import due as rules
from makegood.domain.promises.rules.due import TICK, Due, end_of_day, start_of_day
from tests.domain.promises.rules.days import last_second_of, transitions, zones

ZONES = zones()
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def late_by_the_rule(day: date, zone: str) -> datetime:
    """The last second at which a promise for this day is not late yet."""
    return Due(zone=zone, first=day, last=day).late_after.replace(microsecond=0)


@given(zone=st.sampled_from(ZONES), day=DAYS)
@example("America/Havana", date(2024, 11, 2))
@example("America/Havana", date(2024, 3, 9))
@example("Africa/Cairo", date(2024, 4, 25))
@example("Asia/Beirut", date(2025, 3, 29))
@example("Australia/Lord_Howe", date(2024, 4, 6))
@example("Asia/Kathmandu", date(2024, 2, 29))
@example("America/Nuuk", date(2024, 10, 26))
@example("Pacific/Apia", date(2011, 12, 29))
@example("Pacific/Apia", date(2011, 12, 30))
@example("America/St_Johns", date(2006, 10, 28))
@example("America/Toronto", date(1919, 3, 30))
@example("America/Asuncion", date(2024, 3, 23))
def test_a_day_is_late_at_the_right_second(zone: str, day: date) -> None:
    assert late_by_the_rule(day, zone) == last_second_of(day, ZoneInfo(zone))


@given(zone=st.sampled_from(ZONES), which=st.integers(0, 40), away=st.integers(-2, 1))
def test_a_day_beside_a_jump_of_the_clock_is_late_at_the_right_second(
    zone: str, which: int, away: int
) -> None:
    jumps = transitions(zone)
    if not jumps:
        return
    jump = jumps[which % len(jumps)]
    day = jump.astimezone(ZoneInfo(zone)).date() + timedelta(days=away)
    assert late_by_the_rule(day, zone) == last_second_of(day, ZoneInfo(zone))


def test_adding_a_day_of_hours_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def naive(day: date, zone: ZoneInfo) -> datetime:
        return start_of_day(day, zone) + timedelta(hours=24) - TICK

    monkeypatch.setattr(rules, "end_of_day", naive)
    day = date(2024, 3, 31)
    assert late_by_the_rule(day, "Europe/Berlin") != last_second_of(day, ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2024, 3, 31), 23),
        ("Europe/Berlin", date(2024, 10, 27), 25),
        ("Europe/Berlin", date(2024, 6, 1), 24),
        ("Australia/Lord_Howe", date(2024, 4, 7), 24.5),
        ("Africa/Cairo", date(2024, 4, 26), 23),
        ("America/Havana", date(2024, 11, 3), 25),
        ("Asia/Kolkata", date(2024, 4, 26), 24),
    ],
)
def test_a_day_lasts_as_long_as_its_clock_says(zone: str, day: date, hours: float) -> None:
    place = ZoneInfo(zone)
    lasts = end_of_day(day, place) + TICK - start_of_day(day, place)
    assert lasts == timedelta(hours=hours)


@given(zone=st.sampled_from(ZONES), day=DAYS)
def test_a_day_begins_when_the_one_before_has_ended(zone: str, day: date) -> None:
    place = ZoneInfo(zone)
    assert start_of_day(day, place) - TICK == end_of_day(day - timedelta(days=1), place)


def test_a_range_is_late_when_its_last_day_has_ended() -> None:
    week = Due(zone="Europe/Berlin", first=date(2026, 3, 2), last=date(2026, 3, 6))
    assert week.late_after == datetime(2026, 3, 6, 22, 59, 59, 999999, tzinfo=UTC)
    assert week.opening == datetime(2026, 3, 1, 23, 0, tzinfo=UTC)


def test_an_instant_is_late_after_itself_and_opens_with_its_day() -> None:
    at = datetime(2026, 3, 6, 15, 0, tzinfo=ZoneInfo("America/New_York"))
    due = Due(zone="America/New_York", at=at)
    assert due.late_after == datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
    assert due.opening == datetime(2026, 3, 6, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"first": date(2026, 3, 2)},
        {"first": date(2026, 3, 3), "last": date(2026, 3, 2)},
        {"at": datetime(2026, 3, 2)},
        {
            "first": date(2026, 3, 2),
            "last": date(2026, 3, 2),
            "at": datetime(2026, 3, 2, tzinfo=UTC),
        },
        {"first": date(2026, 3, 2), "at": datetime(2026, 3, 2, tzinfo=UTC)},
        {"first": date(9999, 12, 31), "last": date(9999, 12, 31)},
        {"at": datetime(9999, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))},
    ],
)
def test_what_is_no_due_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"due|range|instant|year"):
        Due(zone="UTC", **wrong)
