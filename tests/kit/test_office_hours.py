from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from makegood.kit.office_hours import NeverOpen, OfficeHours, Period

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NOTHING = timedelta()
SHUT: tuple[Period, ...] = ()


def hm(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def period(text: str) -> Period:
    opens, closes = text.split("-")
    return Period(hm(opens), hm(closes))


def hours_of(*periods: str, zone: str = "Europe/London", days: int = 5) -> OfficeHours:
    day = tuple(period(text) for text in periods)
    return OfficeHours(ZoneInfo(zone), (day,) * days + (SHUT,) * (7 - days))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def that_day(hours: OfficeHours, day: date) -> timedelta:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return hours.between(noon - 36 * HOUR, noon + 36 * HOUR)


NINE_TO_FIVE = hours_of("9:00-17:00")
WITH_LUNCH = hours_of("9:00-12:30", "13:30-17:00")


# Plain weeks


def test_the_office_is_open_from_opening_until_just_before_closing() -> None:
    assert not NINE_TO_FIVE.is_open(london("2026-11-23T08:59:59"))
    assert NINE_TO_FIVE.is_open(london("2026-11-23T09:00"))
    assert NINE_TO_FIVE.is_open(london("2026-11-23T16:59:59.999999"))
    assert not NINE_TO_FIVE.is_open(london("2026-11-23T17:00"))


def test_lunch_is_not_office_time() -> None:
    assert not WITH_LUNCH.is_open(london("2026-11-23T13:00"))
    assert WITH_LUNCH.add(london("2026-11-23T12:00"), HOUR) == london("2026-11-23T14:00")
    assert WITH_LUNCH.between(london("2026-11-23T12:00"), london("2026-11-23T14:00")) == HOUR


def test_who_is_open_knows_when_they_close() -> None:
    assert WITH_LUNCH.next_closing(london("2026-11-23T09:00")) == london("2026-11-23T12:30")
    assert WITH_LUNCH.next_closing(london("2026-11-23T12:29")) == london("2026-11-23T12:30")


def test_who_is_closed_does_not_close() -> None:
    for moment in ("2026-11-23T08:59:59", "2026-11-23T12:30", "2026-11-22T12:00"):
        assert WITH_LUNCH.next_closing(london(moment)) is None


def test_a_night_open_over_midnight_closes_once() -> None:
    weekend = (period("20:00-24:00"),), (period("0:00-2:00"), period("20:00-24:00"))
    bar = OfficeHours(LONDON, (*(SHUT,) * 5, *weekend))
    assert bar.next_closing(london("2026-11-21T23:00")) == london("2026-11-22T02:00")


def test_who_is_always_open_never_closes() -> None:
    always = hours_of("0:00-24:00", days=7)
    assert always.next_closing(london("2026-11-23T09:00")) is None


def test_two_hours_from_friday_at_four_end_on_monday_at_ten() -> None:
    assert NINE_TO_FIVE.add(london("2026-11-20T16:00"), 2 * HOUR) == london("2026-11-23T10:00")


def test_eight_hours_from_nine_end_at_closing_and_not_next_morning() -> None:
    assert NINE_TO_FIVE.add(london("2026-11-23T09:00"), 8 * HOUR) == london("2026-11-23T17:00")


def test_adding_nothing_waits_for_the_door_to_open() -> None:
    assert NINE_TO_FIVE.add(london("2026-11-21T12:00"), NOTHING) == london("2026-11-23T09:00")
    assert NINE_TO_FIVE.add(london("2026-11-23T12:00"), NOTHING) == london("2026-11-23T12:00")


def test_a_whole_week_has_forty_hours() -> None:
    monday = london("2026-11-16T00:00")
    assert NINE_TO_FIVE.between(monday, london("2026-11-23T00:00")) == 40 * HOUR


def test_time_run_backwards_is_negative() -> None:
    early, late = london("2026-11-23T09:30"), london("2026-11-23T11:00")
    assert NINE_TO_FIVE.between(late, early) == -90 * MINUTE


def test_answers_are_in_utc_whatever_zone_the_question_came_in() -> None:
    tokyo = datetime(2026, 7, 6, 17, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    answer = NINE_TO_FIVE.add(tokyo, HOUR)
    assert (answer, answer.tzinfo) == (datetime(2026, 7, 6, 9, 30, tzinfo=UTC), UTC)


def test_midnight_to_midnight_never_closes() -> None:
    always = hours_of("0:00-24:00", days=7)
    start = london("2026-03-20T11:00")
    assert always.between(start, start.astimezone(UTC) + 400 * HOUR) == 400 * HOUR


def test_a_late_shift_runs_over_midnight_in_two_periods() -> None:
    bar = hours_of("0:00-2:00", "18:00-24:00", days=7)
    assert bar.add(london("2026-11-23T23:00"), 2 * HOUR) == london("2026-11-24T01:00")
    assert bar.next_opening(london("2026-11-24T02:00")) == london("2026-11-24T18:00")


# Clock changes


@pytest.mark.parametrize(
    ("zone", "periods", "day", "open_for"),
    [
        ("Europe/London", ["1:00-4:00"], date(2026, 3, 29), 2 * HOUR),
        ("Europe/London", ["1:00-4:00"], date(2026, 10, 25), 4 * HOUR),
        ("Europe/London", ["0:00-24:00"], date(2026, 3, 29), 23 * HOUR),
        ("Europe/London", ["0:00-24:00"], date(2026, 10, 25), 25 * HOUR),
        # 01:30 never comes: the office opens when the clock jumps over it, at what is now 02:00
        ("Europe/London", ["1:30-4:00"], date(2026, 3, 29), 2 * HOUR),
        ("Europe/London", ["0:00-1:30"], date(2026, 3, 29), HOUR),
        ("Europe/London", ["1:10-1:50"], date(2026, 3, 29), NOTHING),
        # 01:30 comes twice: the first one counts
        ("Europe/London", ["0:00-1:30"], date(2026, 10, 25), 90 * MINUTE),
        ("Europe/London", ["1:30-4:00"], date(2026, 10, 25), 210 * MINUTE),
        ("Europe/London", ["1:10-1:50"], date(2026, 10, 25), 40 * MINUTE),
        ("Europe/London", ["0:00-1:30", "1:30-4:00"], date(2026, 10, 25), 5 * HOUR),
        # half an hour only
        ("Australia/Lord_Howe", ["1:00-4:00"], date(2026, 10, 4), 150 * MINUTE),
        ("Australia/Lord_Howe", ["1:00-4:00"], date(2026, 4, 5), 210 * MINUTE),
        # clocks change at midnight itself
        ("America/Havana", ["0:00-2:00"], date(2026, 3, 8), HOUR),
        ("America/Havana", ["0:00-2:00"], date(2026, 11, 1), 3 * HOUR),
        ("Africa/Cairo", ["22:00-24:00"], date(2026, 10, 29), 3 * HOUR),
        # over midnight: 00:01 back to 23:01 the evening before
        ("America/St_Johns", ["0:00-24:00"], date(2010, 11, 7), 25 * HOUR),
        # a Friday that Samoa left out
        ("Pacific/Apia", ["9:00-17:00"], date(2011, 12, 30), NOTHING),
    ],
)
def test_a_day_is_as_long_as_it_really_is(
    zone: str, periods: list[str], day: date, open_for: timedelta
) -> None:
    times = tuple(period(text) for text in periods)
    week = tuple(times if weekday == day.weekday() else SHUT for weekday in range(7))
    assert that_day(OfficeHours(ZoneInfo(zone), week), day) == open_for


def test_a_day_once_begun_goes_on_when_the_clock_falls_back_into_the_evening_before() -> None:
    sundays_only = OfficeHours(
        ZoneInfo("America/St_Johns"), (SHUT,) * 6 + ((period("0:00-2:00"),),)
    )
    second_evening = datetime(2010, 11, 7, 2, 45, tzinfo=UTC)
    assert second_evening.astimezone(sundays_only.zone).day == 6
    assert sundays_only.is_open(second_evening)


def test_eight_hours_into_a_short_night_end_an_hour_later_on_the_clock() -> None:
    always = hours_of("0:00-24:00", days=7)
    assert always.add(london("2026-03-28T22:00"), 8 * HOUR) == london("2026-03-29T07:00")


def test_a_day_the_zone_left_out_is_no_working_day() -> None:
    apia = hours_of("9:00-17:00", zone="Pacific/Apia")
    assert not apia.is_working_day(date(2011, 12, 30))
    assert apia.add_working_days(date(2011, 12, 29), 1) == date(2012, 1, 2)


# Closed days


def test_closed_days_are_skipped() -> None:
    closed = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    hours = OfficeHours(LONDON, NINE_TO_FIVE.week, closed)
    assert not hours.is_open(london("2026-12-25T12:00"))
    assert hours.add(london("2026-12-24T16:00"), 2 * HOUR) == london("2026-12-29T10:00")
    assert hours.add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)


def test_a_closure_of_years_still_ends() -> None:
    first = date(2026, 1, 1).toordinal()
    closed = frozenset(map(date.fromordinal, range(first, first + 12 * 366)))
    hours = OfficeHours(LONDON, NINE_TO_FIVE.week, closed)
    assert hours.next_opening(london("2026-01-01T12:00")) == london("2038-01-11T09:00")


def test_hours_that_never_open_say_so() -> None:
    never = OfficeHours(LONDON, (SHUT,) * 7)
    start = london("2026-11-23T12:00")
    assert never.next_opening(start) is None
    assert never.between(start, start + 1000 * HOUR) == NOTHING
    with pytest.raises(NeverOpen):
        never.add(start, NOTHING)
    with pytest.raises(NeverOpen):
        never.add_working_days(start.date(), 1)


def test_more_office_time_than_a_century_holds_is_refused() -> None:
    with pytest.raises(NeverOpen):
        hours_of("9:00-17:00", days=1).add(london("2026-11-23T12:00"), timedelta.max)


def test_the_last_day_of_the_calendar_is_refused_and_not_walked_to() -> None:
    with pytest.raises(ValueError, match="a century at most"):
        NINE_TO_FIVE.between(london("2026-11-23T12:00"), datetime.max.replace(tzinfo=UTC))
    with pytest.raises(ValueError, match="a century at most"):
        NINE_TO_FIVE.working_days_between(date(2026, 11, 23), date.max)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_end_of_the_calendar_is_no_cliff(zone: str) -> None:
    hours = hours_of("9:00-17:00", zone=zone)
    late = datetime(9999, 12, 29, 12, tzinfo=UTC)
    with pytest.raises(NeverOpen):
        hours.add(late, 1000 * HOUR)
    with pytest.raises(NeverOpen):
        hours.add_working_days(date(9999, 12, 29), 5)


# Working days


def test_one_working_day_after_a_saturday_is_monday() -> None:
    assert NINE_TO_FIVE.add_working_days(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_one_working_day_after_a_friday_is_monday() -> None:
    assert NINE_TO_FIVE.add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_no_working_days_later_is_the_day_itself_or_the_next_that_works() -> None:
    assert NINE_TO_FIVE.add_working_days(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert NINE_TO_FIVE.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_two_working_days_before_a_monday_is_thursday() -> None:
    assert NINE_TO_FIVE.add_working_days(date(2026, 11, 23), -2) == date(2026, 11, 19)


def test_the_first_day_does_not_count_and_the_last_one_does() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert NINE_TO_FIVE.working_days_between(friday, monday) == 1
    assert NINE_TO_FIVE.working_days_between(friday, friday) == 0
    assert NINE_TO_FIVE.working_days_between(monday, friday) == -1


# Refusals


@pytest.mark.parametrize(("opens", "closes"), [(540, 540), (600, 540), (-1, 540), (540, 1441)])
def test_a_period_opens_before_it_closes_within_one_day(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="open before you close"):
        Period(opens, closes)


def test_overlapping_periods_are_named_with_their_day() -> None:
    with pytest.raises(ValueError, match=r"^Tuesday: 09:00–12:30 and 12:00–17:00 overlap\.$"):
        OfficeHours(LONDON, (SHUT, (period("9:00-12:30"), period("12:00-17:00"))) + (SHUT,) * 5)


def test_periods_out_of_order_are_named_with_their_day() -> None:
    with pytest.raises(ValueError, match=r"^Monday: put 09:00–12:00 before 13:00–17:00\.$"):
        OfficeHours(LONDON, ((period("13:00-17:00"), period("9:00-12:00")),) + (SHUT,) * 6)


def test_periods_may_touch() -> None:
    assert hours_of("9:00-12:00", "12:00-17:00").is_open(london("2026-11-23T12:00"))


def test_a_week_of_six_days_is_refused() -> None:
    with pytest.raises(ValueError, match="seven days"):
        OfficeHours(LONDON, (SHUT,) * 6)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        NINE_TO_FIVE.is_open(datetime.fromisoformat("2026-11-23T12:00"))


def test_office_time_is_not_added_backwards() -> None:
    with pytest.raises(ValueError, match="negative"):
        NINE_TO_FIVE.add(london("2026-11-23T12:00"), -HOUR)
