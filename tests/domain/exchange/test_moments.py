"""Days and instants out of cells."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.exchange.rules.moments import as_day, as_instant, said
from makegood.kit.refusal import Refusal

BERLIN = ZoneInfo("Europe/Berlin")
GERMAN = ("%d.%m.%Y", "%d.%m.%Y %H:%M")


@pytest.mark.parametrize(
    ("text", "formats", "meant"),
    [
        ("2026-11-27", (), date(2026, 11, 27)),
        (" 27.11.2026 ", GERMAN, date(2026, 11, 27)),
        ("2026-11-27T15:00", (), datetime(2026, 11, 27, 14, tzinfo=UTC)),
        ("27.11.2026 15:00", GERMAN, datetime(2026, 11, 27, 14, tzinfo=UTC)),
        ("2026-11-27T15:00Z", (), datetime(2026, 11, 27, 15, tzinfo=UTC)),
        ("27.11.2026 15:00 -0300", ("%d.%m.%Y %H:%M %z",), datetime(2026, 11, 27, 18, tzinfo=UTC)),
    ],
)
def test_a_cell_says_a_day_or_an_instant(
    text: str, formats: tuple[str, ...], meant: date | datetime
) -> None:
    found = said(text, formats, BERLIN)
    assert found == meant
    assert isinstance(found, datetime) == isinstance(meant, datetime)


def test_of_an_hour_shown_twice_the_first_is_meant_and_a_skipped_one_is_the_next() -> None:
    twice, skipped = said("2026-10-25T02:30", (), BERLIN), said("2026-03-29T02:30", (), BERLIN)
    assert as_instant(twice, BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert as_instant(skipped, BERLIN).astimezone(BERLIN).hour == 3


def test_a_bare_day_begins_at_its_midnight_and_an_instant_has_its_local_day() -> None:
    assert as_instant(date(2026, 11, 27), BERLIN) == datetime(2026, 11, 26, 23, tzinfo=UTC)
    assert as_day(said("2026-11-26T23:30Z", (), BERLIN)) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "formats", "sentence"),
    [
        ("soon", (), "“soon” is no date. Write it like this: 2026-11-27."),
        ("11/27/2026", GERMAN, "27.11.2026 / 27.11.2026 14:30"),
        ("x" * 60, (), f"“{'x' * 40}…”"),
        ("0026-11-27", (), "The year 26 cannot be right."),
        ("9999-12-31T23:59-12:00", (), "is no date"),
    ],
)
def test_what_is_no_date_is_refused_as_it_was_written(
    text: str, formats: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        said(text, formats, BERLIN)
    assert sentence in refused.value.sentence
