"""What the line remembers changes nothing of what it says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from makegood.kit.line import Mark, svg, words

NOW = datetime(2026, 9, 7, 22, 5, tzinfo=UTC)
MADE = Mark("made", date(2026, 9, 1))
DUE = Mark("due", date(2026, 9, 12))


def test_a_small_line_is_drawn_once_in_a_quarter_of_an_hour() -> None:
    assert svg([MADE, DUE], now=NOW) is svg([MADE, DUE], now=NOW + timedelta(minutes=9))
    assert svg([MADE, DUE], now=NOW) is not svg([MADE, DUE], now=NOW + timedelta(minutes=10))


@pytest.mark.parametrize("kind", ["told_spoken", "due"])
def test_what_happened_in_this_quarter_stands_before_today(kind: str) -> None:
    just_now = Mark("told_spoken" if kind == "told_spoken" else "due", NOW - timedelta(minutes=2))
    drawn = svg([MADE, just_now], now=NOW)
    assert drawn.index(f"line-{kind}") < drawn.index("line-today")


def test_one_instant_in_two_zones_is_two_days() -> None:
    told = Mark("told_letter", NOW)
    here, there = NOW.astimezone(ZoneInfo("Europe/Berlin")), NOW.astimezone(ZoneInfo("UTC"))
    assert "Tuesday" in words([MADE, told], now=here)
    assert "Monday" in words([MADE, told], now=there)
    assert svg([MADE, DUE], now=here) != svg([MADE, DUE], now=there)


def test_waiting_is_said_of_the_day_on_which_it_began() -> None:
    waits = Mark("waiting", NOW - timedelta(days=3))
    for days in (0, 1):
        here = (NOW + timedelta(days=days)).astimezone(ZoneInfo("Europe/Berlin"))
        assert "waiting since Saturday 5 September" in words([MADE, waits], now=here)


def test_another_language_is_another_sentence() -> None:
    english = words([MADE, DUE], now=NOW)
    with translation.override("de"):
        assert words([MADE, DUE], now=NOW) != english
