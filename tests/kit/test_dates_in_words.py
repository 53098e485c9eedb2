from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.kit.dates_in_words import When, read, read_all, unreadable

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)


def when(text: str, locale: str = "en", now: datetime = MONDAY) -> When:
    found = read(text, now=now, zone=LONDON, locale=locale)
    assert found is not None, text
    return found


def said(text: str, locale: str = "en", now: datetime = MONDAY) -> str:
    """The answer in short: a day, first..last, or an instant to the minute."""
    found = when(text, locale, now)
    if found.at is not None:
        return f"{found.at:%Y-%m-%d %H:%M}"
    return str(found.first) if found.first == found.last else f"{found.first}..{found.last}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Logo proofs to the bakery by Friday", "2026-11-27"),
        ("ready today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("the day after tomorrow", "2026-11-25"),
        ("on Sat", "2026-11-28"),
        ("next Friday", "2026-12-04"),
        ("this Friday", "2026-11-27"),
        ("Tuesday next week", "2026-12-01"),
        ("next week on Tuesday", "2026-12-01"),
        ("Friday week", "2026-12-04"),
        ("the Monday after next", "2026-12-07"),
        ("12 June", "2027-06-12"),
        ("June 12th", "2027-06-12"),
        ("the first of December", "2026-12-01"),
        ("Friday, 4 December", "2026-12-04"),
        ("24 November 2026", "2026-11-24"),
        ("29 February", "2028-02-29"),
        ("by the 15th", "2026-12-15"),
        ("the 23rd", "2026-11-23"),
        ("the 5th of next month", "2026-12-05"),
        ("the first Monday of next month", "2026-12-07"),
        ("the last working day of January 2027", "2027-01-29"),
        ("2026-12-01", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("on 12/06", "2027-06-12"),
        ("in two weeks", "2026-12-07"),
        ("in 10 working days", "2026-12-07"),
        ("the next working day", "2026-11-24"),
        ("two days from tomorrow", "2026-11-26"),
        ("a week from Friday", "2026-12-04"),
        ("in 2 weeks' time", "2026-12-07"),
        ("by close of business Friday", "2026-11-27"),
        ("COB Friday", "2026-11-27"),
        ("by midnight tonight", "2026-11-23"),
        ("this afternoon", "2026-11-23"),
        ("tomorrow evening", "2026-11-24"),
        ("by the end of the month", "2026-11-30"),
        ("by the end of March", "2027-03-31"),
        ("before Friday", "2026-11-26"),
        ("before the end of the month", "2026-11-30"),
        ("two weeks on Tuesday", "2026-12-08"),
        ("this Friday, November 27th", "2026-11-27"),
        ("the rest of the day", "2026-11-23"),
    ],
)
def test_a_day_in_words_is_that_day(text: str, day: str) -> None:
    assert said(text) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("next week", "2026-11-30..2026-12-06"),
        ("early next week", "2026-11-30..2026-12-02"),
        ("mid next week", "2026-12-01..2026-12-04"),
        ("end of next week", "2026-12-03..2026-12-06"),
        ("by the end of next week", "2026-12-03..2026-12-06"),
        ("the end of the month", "2026-11-16..2026-11-30"),
        ("mid-June", "2027-06-10..2027-06-20"),
        ("early May", "2027-05-01..2027-05-15"),
        ("in December", "2026-12-01..2026-12-31"),
        ("posters for June", "2027-06-01..2027-06-30"),
        ("this weekend", "2026-11-28..2026-11-29"),
        ("the week after next", "2026-12-07..2026-12-13"),
        ("the week of 7 December", "2026-12-07..2026-12-13"),
        ("the first week of March", "2027-03-01..2027-03-07"),
        ("within 3 days", "2026-11-23..2026-11-26"),
        ("within the month", "2026-11-23..2026-11-30"),
        ("in 2-3 days", "2026-11-25..2026-11-26"),
        ("over the next two weeks", "2026-11-24..2026-12-07"),
        ("between 3 and 5 December", "2026-12-03..2026-12-05"),
        ("from Monday to Friday", "2026-11-23..2026-11-27"),
        ("28 December to 3 January", "2026-12-28..2027-01-03"),
        ("1 December to 5 December 2027", "2027-12-01..2027-12-05"),
        ("28 December to 3 January 2028", "2027-12-28..2028-01-03"),
        ("the rest of the week", "2026-11-23..2026-11-29"),
        ("3 days starting next Monday", "2026-11-30..2026-12-02"),
    ],
)
def test_what_is_vague_stays_a_range(text: str, days: str) -> None:
    assert said(text) == days


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("tomorrow 3pm", "2026-11-24 15:00"),
        ("by 17:00 on Friday", "2026-11-27 17:00"),
        ("Friday at 2.30", "2026-11-27 14:30"),
        ("by 5 tomorrow", "2026-11-24 17:00"),
        ("tomorrow at 9", "2026-11-24 09:00"),
        ("noon", "2026-11-23 12:00"),
        ("by noon tomorrow", "2026-11-24 12:00"),
        ("at 9am", "2026-11-24 09:00"),
        ("Friday @4pm", "2026-11-27 16:00"),
        ("tonight at 8", "2026-11-23 20:00"),
        ("this evening at 7", "2026-11-23 19:00"),
        ("half past five tomorrow", "2026-11-24 17:30"),
        ("a quarter to 5 on Friday", "2026-11-27 16:45"),
        ("5 o'clock on Friday", "2026-11-27 17:00"),
        ("in an hour", "2026-11-23 11:00"),
        ("in half an hour", "2026-11-23 10:30"),
        ("within 48 hours", "2026-11-25 10:00"),
        ("2026-12-01T15:00", "2026-12-01 15:00"),
    ],
)
def test_a_time_makes_it_an_instant(text: str, instant: str) -> None:
    assert said(text) == instant


def test_friday_said_on_friday_means_today() -> None:
    friday = datetime(2026, 11, 27, 16, 0, tzinfo=LONDON)
    assert said("by Friday", now=friday) == "2026-11-27"


def test_today_is_the_zones_day_and_not_the_servers() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    found = read("today", now=late, zone=ZoneInfo("Pacific/Auckland"))
    assert found is not None
    assert found.first == date(2026, 11, 24)


def test_a_day_and_month_that_is_over_means_next_year() -> None:
    assert said("22 November") == "2027-11-22"
    assert said("23 November") == "2026-11-23"


def test_only_the_american_order_puts_the_month_first() -> None:
    assert said("on 12/06", "en-US") == "2026-12-06"
    assert said("on 12/06", "en-GB") == "2027-06-12"
    assert said("on 13/06", "en-US") == "2027-06-13"


def test_the_span_holds_its_cue_and_its_own_words() -> None:
    text = "We send the proofs by Friday, promised"
    found = when(text)
    assert (found.start, found.end, found.text) == (19, 28, "by Friday")
    assert text[found.start : found.end] == found.text


def test_the_deadline_is_the_due_and_not_the_meeting() -> None:
    assert when("We meet on Monday and deliver by 12 December, see you tomorrow").text == (
        "by 12 December"
    )
    assert when("Call today, workshop on Thursday, then lunch tomorrow").text == "on Thursday"
    assert when("tomorrow or Wednesday").text == "Wednesday"


def test_every_date_of_a_sentence_is_told_in_order() -> None:
    found = read_all("Draft on Tuesday, final by 4 December", now=MONDAY, zone=LONDON)
    assert [w.text for w in found] == ["on Tuesday", "by 4 December"]


def test_working_days_follow_the_calendar_that_is_given() -> None:
    shut = {date(2026, 11, 24), date(2026, 11, 25)}
    found = read(
        "in 2 working days",
        now=MONDAY,
        zone=LONDON,
        is_working_day=lambda day: day.weekday() < 5 and day not in shut,
    )
    assert found is not None
    assert found.first == date(2026, 11, 27)


def test_a_calendar_that_never_works_ends_in_no_date() -> None:
    never = read("in 2 working days", now=MONDAY, zone=LONDON, is_working_day=lambda _: False)
    assert never is None


def test_a_count_beyond_the_last_year_is_no_date() -> None:
    last_years = datetime(9990, 1, 1, tzinfo=LONDON)
    assert read("in 999 weeks", now=last_years, zone=LONDON) is None
    assert read("in 99 years", now=last_years, zone=LONDON) is None


@pytest.mark.parametrize(
    ("text", "locale", "day"),
    [
        ("Call Anna by 31 December 9998", "en", "9998-12-31"),
        ("by December 31 9998", "en", "9998-12-31"),
        ("Dec 31, 3000.", "en", "3000-12-31"),
        ("31 December 2200 to Anna", "en", "2200-12-31"),
        ("bis 31. Dezember 9998", "de", "9998-12-31"),
        ("12 June 2500 flyers", "en", "2027-06-12"),
        ("by 12 June 1530", "en", "2027-06-12"),
    ],
)
def test_a_far_year_is_not_this_one(text: str, locale: str, day: str) -> None:
    assert said(text, locale) == day


def test_a_year_that_no_calendar_has_is_no_date() -> None:
    assert read("by 31 December 99999", now=MONDAY, zone=LONDON) is None
    assert unreadable("by 31 December 99999", now=MONDAY, zone=LONDON) == "31 December 99999"


def test_a_day_before_the_first_is_no_date() -> None:
    assert read("before 0001-01-01", now=MONDAY, zone=LONDON) is None
    assert said("9999-12-31 to Monday") == "2026-11-23"


def test_a_time_that_the_clock_change_skips_moves_forward() -> None:
    assert said("28 March 2027 at 1:30am") == "2027-03-28 02:30"


def test_a_time_that_comes_twice_is_the_first() -> None:
    found = when("25 October 2027 at noon")
    twice = when("31 October 2027 at 1:30am")
    assert found.at is not None
    assert twice.at is not None
    assert twice.at.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_an_hour_is_an_hour_over_a_clock_change() -> None:
    before = datetime(2027, 3, 28, 0, 30, tzinfo=LONDON)
    assert said("in an hour", now=before) == "2027-03-28 02:30"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("proofs by 32 May", "32 May"),
        ("on 31 February please", "31 February"),
        ("29 February 2027", "29 February 2027"),
        ("2026-13-01", "2026-13-01"),
        ("by 45/12/2026", "45/12/2026"),
    ],
)
def test_a_date_that_is_none_is_asked_about(text: str, words: str) -> None:
    assert read(text, now=MONDAY, zone=LONDON) is None
    assert unreadable(text, now=MONDAY, zone=LONDON) == words


def test_nothing_is_asked_where_the_date_is_one() -> None:
    assert unreadable("by Friday or 12 June", now=MONDAY, zone=LONDON) is None
