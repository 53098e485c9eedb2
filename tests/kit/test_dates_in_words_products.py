"""Every way to write a day, to join two into a range and to add an hour, multiplied out: what is
read in one place is read in all."""

from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from makegood.kit.dates_in_words import read_all

UTC = ZoneInfo("UTC")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

DAY_OF_MONTH = ("22", "22nd", "twenty-two", "twenty second")
MONTH = ("June", "june", "Jun", "Jun.", "JUNE")
YEAR = ("", " 2027", ", 2027", " of 2027", " '27")
WRITTEN = (
    "{day} {month}{year}",
    "{month} {day}{year}",
    "the {day} of {month}{year}",
    "{month} the {day}{year}",
    "Tuesday {day} {month}{year}",
    "Tuesday, the {day} of {month}{year}",
    "{month} {day}{year} (Tuesday)",
)
FIGURES = (
    "22-Jun-2027", "22/June/2027", "June-22-2027", "22Jun2027", "2027-06-22", "2027/6/22", "6/22",
    "2027 June 22", "2027, 22 June", "22.06.2027", "22.06.27", "6/22/2027", "6 / 22 / 2027",
    "6-22-27",
)  # fmt: skip
SAID = ("by {}", "We meet on {}.", "back {}, they say", "{}")

ENDS = [
    ("12 June", "20 June", date(2027, 6, 12), date(2027, 6, 20)),
    ("June 12th", "July 3rd", date(2027, 6, 12), date(2027, 7, 3)),
    ("Monday", "Friday", date(2026, 11, 23), date(2026, 11, 27)),
    ("tomorrow", "12 December", date(2026, 11, 24), date(2026, 12, 12)),
    ("the 3rd", "the 12th", date(2026, 12, 3), date(2026, 12, 12)),
    ("12/6", "12/20", date(2026, 12, 6), date(2026, 12, 20)),
    ("June", "August", date(2027, 6, 1), date(2027, 8, 31)),
    ("early June", "mid July", date(2027, 6, 1), date(2027, 7, 20)),
    ("28 December", "3 January", date(2026, 12, 28), date(2027, 1, 3)),
    ("next Monday", "next Friday", date(2026, 11, 30), date(2026, 12, 4)),
    ("Christmas", "New Year", date(2026, 12, 25), date(2027, 1, 1)),
    ("Q1", "Q2", date(2027, 1, 1), date(2027, 6, 30)),
    ("Friday 4 December", "Monday 7 December", date(2026, 12, 4), date(2026, 12, 7)),
]
JOINED = (
    "from {} to {}", "between {} and {}", "{} - {}", "{} – {}", "{} to {}", "{} through {}",
    "from {} until {}", "from {} up to {}", "{} up until {}", "from {} through to {}",
    "sometime between {} and {}", "from {} up to and including {}", "starting {} until {}",
    "beginning {} and ending {}",
)  # fmt: skip

DAYS = {
    "tomorrow": date(2026, 11, 24), "on Friday": date(2026, 11, 27), "June 12": date(2027, 6, 12),
    "next Friday": date(2026, 12, 4), "12 June": date(2027, 6, 12), "12/6/2027": date(2027, 12, 6),
    "Friday next week": date(2026, 12, 4), "Christmas Eve": date(2026, 12, 24),
    "Thursday the 3rd of December": date(2026, 12, 3), "in two weeks": date(2026, 12, 7),
}  # fmt: skip
HOURS = {
    "15:30": (15, 30), "3pm": (15, 0), "3.30 p.m.": (15, 30), "noon": (12, 0), "12 noon": (12, 0),
    "half past three": (15, 30), "a quarter to four": (15, 45), "ten to four": (15, 50),
    "three thirty pm": (15, 30), "3ish": (15, 0), "8 in the evening": (20, 0), "8pm sharp": (20, 0),
    "8 o'clock in the evening": (20, 0), "half three": (15, 30), "9am": (9, 0), "17.30": (17, 30),
}  # fmt: skip
TOGETHER = (
    "{day} at {hour}", "{day}, {hour}", "at {hour}, {day}", "by {day} at {hour}", "{hour}, {day}",
    "{day} no later than {hour}", "{day} ({hour})", "{day} around {hour}", "{day} before {hour}",
)  # fmt: skip


@pytest.mark.parametrize("shape", WRITTEN)
def test_a_day_is_read_however_it_is_written(shape: str) -> None:
    misread = [
        text
        for day, month, year, said in product(DAY_OF_MONTH, MONTH, YEAR, SAID)
        if days(text := said.format(shape.format(day=day, month=month, year=year)))
        != [(date(2027, 6, 22), date(2027, 6, 22))]
    ]
    assert misread == []


@pytest.mark.parametrize("figures", FIGURES)
def test_a_day_in_figures_is_read(figures: str) -> None:
    for said in SAID:
        assert days(said.format(figures)) == [(date(2027, 6, 22), date(2027, 6, 22))], said


@pytest.mark.parametrize("shape", JOINED)
def test_two_days_make_a_range_however_they_are_joined(shape: str) -> None:
    misread = [
        text
        for first, last, begins, ends in ENDS
        if days(text := f"We're out {shape.format(first, last)}") != [(begins, ends)]
    ]
    assert misread == []


@pytest.mark.parametrize("shape", TOGETHER)
def test_an_hour_goes_with_its_day_on_either_side(shape: str) -> None:
    misread = []
    for (day, on), (hour, (h, m)) in product(DAYS.items(), HOURS.items()):
        text = f"Anna {shape.format(day=day, hour=hour)}"
        found = read_all(text, now=NOW, zone=UTC, locale="en-US")
        if [when.at for when in found] != [datetime(on.year, on.month, on.day, h, m, tzinfo=UTC)]:
            misread.append(text)
    assert misread == []


def days(text: str) -> list[tuple[date | None, date | None]]:
    found = read_all(text, now=NOW, zone=UTC, locale="en-US")
    return [(when.first, when.last) for when in found]
