import re
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.kit.dates_in_words import read, read_all, unreadable

WORDS = re.split(
    " ",
    "by before until due on at in within the a of next last this every Monday Fri sat May march "
    "12 June 31 February 0 1/2 12/06 15:00 3pm 5 o'clock noon tonight tomorrow week weeks working "
    "days month end mid early first 2nd 15th 2026 2026-12-01 99 year years hours , . - and to from "
    "bis nächste Woche Ende 1.12. Uhr £ % # \n\n ½ half 999 after ago later rest yesterday "
    "0001-01-01 9999-12-31 0 Uhr 60 on-2 "
    "EOQ quarter quarters Q3 H1 Christmas Easter weekend tomorow day fortnight 0900 1500 5ish "
    "'27 20270612 midweek another dozen past quarter-end EOM noon night or morning 7/8 ago w/e "
    "übernächste Quartal Freitagabend KW Ostern viertel vor drei halb anderthalb Monatsende",
)
ZONES = ("UTC", "Europe/London", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe")
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@settings(max_examples=300, deadline=None)
@given(texts, moments, st.sampled_from(ZONES), st.sampled_from(["en", "en-US", "de"]))
def test_any_text_is_read_without_a_fall(text: str, now: datetime, name: str, locale: str) -> None:
    zone = ZoneInfo(name)
    found = read_all(text, now=now, zone=zone, locale=locale)
    for when in found:
        assert 0 <= when.start < when.end <= len(text)
        assert text[when.start : when.end] == when.text
        if when.at is None:
            assert when.first is not None
            assert when.last is not None
            assert when.first <= when.last
        else:
            assert when.at.tzinfo is zone
            assert when.first is when.last is None
    assert (read(text, now=now, zone=zone, locale=locale) is None) == (found == [])
    asked = unreadable(text, now=now, zone=zone, locale=locale)
    assert asked is None or asked in text


@pytest.mark.parametrize("piece", ["by Friday ", "1/", "may ", "1 ", "a", "3 days and ", "1.1."])
def test_a_long_line_is_read_in_time(piece: str) -> None:
    line = piece * (10_000 // len(piece))
    now = datetime(2026, 11, 23, tzinfo=UTC)
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        read_all(line, now=now, zone=ZoneInfo("UTC"))
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.25
