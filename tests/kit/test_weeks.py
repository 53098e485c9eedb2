from __future__ import annotations

from datetime import date

import pytest

from makegood.kit.weeks import first_weekday, next_month, weeks_of


@pytest.mark.parametrize(
    ("country", "begins"),
    [("DE", 0), ("GB", 0), ("US", 6), ("JP", 6), ("EG", 5), ("MV", 4), ("", None)],
)
def test_a_week_begins_as_the_country_has_it(country: str, begins: int | None) -> None:
    assert first_weekday(country) == begins


@pytest.mark.parametrize("first", range(7))
def test_a_month_is_whole_weeks_from_their_first_day(first: int) -> None:
    weeks = weeks_of(date(2026, 2, 1), first=first)
    assert all(len(week) == 7 and week[0].weekday() == first for week in weeks)
    assert [day.day for week in weeks for day in week if day.month == 2] == list(range(1, 29))


def test_months_go_on_over_the_year() -> None:
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next_month(date(2026, 1, 1), -1) == date(2025, 12, 1)
