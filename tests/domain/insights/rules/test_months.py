from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from makegood.domain.insights.rules.months import Window, earlier, later, long_gaps, shifted, window

OLDEST, NEWEST = date(2016, 11, 1), date(2018, 10, 1)


def test_a_month_is_so_many_months_on() -> None:
    assert shifted(date(2017, 11, 1), 3) == date(2018, 2, 1)
    assert shifted(date(2018, 1, 1), -1) == date(2017, 12, 1)
    assert shifted(date(2018, 12, 1), 0) == date(2018, 12, 1)


def test_the_newest_year_is_shown_first() -> None:
    shown = window(OLDEST, NEWEST)
    assert (shown.first, shown.last, len(list(shown))) == (date(2017, 11, 1), NEWEST, 12)


def test_one_turns_pages_to_the_oldest_and_back() -> None:
    shown, last = window(OLDEST, NEWEST), earlier(window(OLDEST, NEWEST), OLDEST)
    assert last == date(2017, 10, 1)
    before = window(OLDEST, NEWEST, until=last)
    assert before == Window(OLDEST, date(2017, 10, 1))
    assert (earlier(before, OLDEST), later(before, NEWEST)) == (None, NEWEST)
    assert later(shown, NEWEST) is None


def test_all_of_them_are_shown_when_asked_and_nothing_outside() -> None:
    assert window(OLDEST, NEWEST, whole=True) == Window(OLDEST, NEWEST)
    assert window(OLDEST, NEWEST, until=date(2030, 1, 1)).last == NEWEST
    assert window(OLDEST, NEWEST, until=date(1990, 1, 1)) == Window(OLDEST, OLDEST)


def test_a_page_has_an_end() -> None:
    assert len(list(window(date(1900, 1, 1), NEWEST, whole=True))) == 240


def test_no_due_of_a_month_lies_outside_its_edges() -> None:
    since, until = Window(NEWEST, NEWEST).edges(ZoneInfo("America/Sao_Paulo"))
    furthest = (ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12"))
    assert since < datetime(2018, 10, 1, tzinfo=furthest[0]).astimezone(UTC)
    assert until > datetime(2018, 11, 1, tzinfo=furthest[1]).astimezone(UTC)


def test_a_long_stretch_of_nothing_stands_together() -> None:
    months = list(Window(date(2026, 1, 1), date(2026, 12, 1)))
    with_any = {date(2026, 1, 1), date(2026, 5, 1), date(2026, 12, 1)}
    gaps = long_gaps(months, with_any)
    assert {first.month: len(gap) for first, gap in gaps.items()} == {6: 6}
    assert long_gaps([], set()) == {}
