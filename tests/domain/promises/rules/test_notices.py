from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.notices import (
    Depends,
    days_left,
    last_day,
    meaning,
    number_known,
    passed_in_silence,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
OPENING = Depends("Your opening", date(2026, 3, 12))


def days(first: int, last: int) -> Due:
    """Days of March 2026."""
    return Due(zone=BERLIN.key, first=date(2026, 3, first), last=date(2026, 3, last))


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (3, "this leaves 9 days"),
        (11, "this leaves 1 day."),
        (12, "that is the same day"),
        (13, "too late for it, and we know it"),
    ],
)
def test_the_new_day_is_held_against_theirs(last: int, words: str) -> None:
    said = meaning(days(2, last), OPENING, "Thursday 12 March", now=NOW)
    assert said.startswith("Your opening on Thursday 12 March: ")
    assert words in said


def test_what_depends_on_it_begins_the_sentence_however_it_was_typed() -> None:
    hurried = Depends("your opening", OPENING.on)
    said = meaning(days(2, 3), hurried, "Thursday 12 March", now=NOW)
    assert said.startswith("Your opening on")


def test_too_late_is_counted_below_nothing() -> None:
    assert days_left(days(14, 14), OPENING, NOW) == -2


def test_a_range_is_done_by_its_last_day() -> None:
    assert last_day(days(4, 6), NOW) == date(2026, 3, 6)


def test_the_day_of_an_instant_is_the_day_it_is_here() -> None:
    late = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    assert last_day(Due(zone=BERLIN.key, at=late), NOW) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("due_number", "told_through", "known"),
    [
        (0, -1, 0),  # said once
        (2, -1, 0),  # moved twice in silence: they go by the first
        (2, 0, 1),  # they heard of the first move alone
        (2, 1, 2),  # they know the day in force
        (2, 2, 2),  # they know that even this one will not hold
    ],
)
def test_they_go_by_what_they_heard_last(due_number: int, told_through: int, known: int) -> None:
    assert number_known(due_number, told_through) == known


@pytest.mark.parametrize(
    ("late_after", "told_through", "silent"),
    [
        (NOW - timedelta(minutes=1), 0, True),
        (NOW - timedelta(minutes=1), 1, False),  # it passed, and they knew that it would
        (NOW + timedelta(minutes=1), 0, False),
        (None, 0, False),
    ],
)
def test_only_a_day_that_passed_unannounced_is_apologised_for(
    late_after: datetime | None, told_through: int, silent: bool
) -> None:
    assert passed_in_silence(late_after, 1, told_through, now=NOW) == silent
