"""What holds for office hours whatever the zone, the week and the moment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from makegood.kit.office_hours import OfficeHours, Period

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NOTHING = timedelta()
SHUT: tuple[Period, ...] = ()
REAL_ZONES = sorted(
    name
    for name in available_timezones()
    if name not in {"Factory", "localtime"} and not name.startswith(("posix", "right"))
)
THE_SHORT_NIGHT = (
    OfficeHours(ZoneInfo("Europe/London"), ((Period(60, 240),),) * 7),
    datetime(2026, 3, 28, 3, tzinfo=UTC),
)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[tuple[Period, ...], ...]:
    def day() -> tuple[Period, ...]:
        edges = draw(st.lists(st.integers(0, 1440), unique=True, max_size=6).map(sorted))
        return tuple(Period(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))

    week = tuple(day() for _ in range(7))
    # a minute a week would take centuries to add up to the office time asked for
    assume(not any(week) or sum(p.closes - p.opens for day in week for p in day) >= 60)
    return week


def next_change(zone: ZoneInfo, moment: datetime) -> datetime:
    """When the clocks change next, or `moment` if they do not within half a year."""
    before, after = moment, moment + timedelta(days=183)
    offset = before.astimezone(zone).utcoffset()
    if offset == after.astimezone(zone).utcoffset():
        return moment
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


@st.composite
def moments(draw: st.DrawFn, zone: ZoneInfo) -> datetime:
    """Anything from 1973 to 2035, every second time within two days of a clock change."""
    moment = datetime(1973, 1, 1, tzinfo=UTC) + draw(st.timedeltas(NOTHING, timedelta(days=22_600)))
    if draw(st.booleans()):
        near = st.integers(-48 * 60, 48 * 60)
        moment = next_change(zone, moment) + draw(near) * MINUTE
    return moment


@st.composite
def offices(draw: st.DrawFn) -> tuple[OfficeHours, datetime]:
    zone = ZoneInfo(draw(st.sampled_from(REAL_ZONES)))
    moment = draw(moments(zone))
    closures = draw(st.sets(st.integers(-5, 40), max_size=5))
    closed = frozenset(moment.date() + timedelta(days=distance) for distance in closures)
    return OfficeHours(zone, draw(weeks()), closed), moment


brisk = settings(deadline=None, max_examples=60)
office_time = st.timedeltas(NOTHING, timedelta(days=9))
any_time = st.timedeltas(timedelta(days=-9), timedelta(days=9))


@brisk
@given(offices(), office_time)
@example(THE_SHORT_NIGHT, 2 * HOUR)
def test_what_is_added_is_what_has_passed(
    office: tuple[OfficeHours, datetime], working: timedelta
) -> None:
    hours, start = office
    assume(any(hours.week))
    assert hours.between(start, hours.add(start, working)) == working


@brisk
@given(offices(), any_time, any_time)
def test_a_stretch_is_the_sum_of_its_parts(
    office: tuple[OfficeHours, datetime], to_middle: timedelta, to_end: timedelta
) -> None:
    hours, start = office
    middle, end = start + to_middle, start + to_end
    assert hours.between(start, middle) + hours.between(middle, end) == hours.between(start, end)


@brisk
@given(offices(), office_time)
def test_office_time_never_runs_back_nor_faster_than_time(
    office: tuple[OfficeHours, datetime], elapsed: timedelta
) -> None:
    hours, start = office
    assert NOTHING <= hours.between(start, start + elapsed) <= elapsed


@brisk
@given(offices())
def test_the_next_opening_is_open_and_nothing_before_it_is(
    office: tuple[OfficeHours, datetime],
) -> None:
    hours, start = office
    assume(any(hours.week))
    opening = hours.next_opening(start)
    assert opening is not None
    assert hours.is_open(opening)
    assert hours.between(start, opening) == NOTHING
    assert hours.add(start, NOTHING) == opening
    assert hours.is_open(start) == (opening == start)


@brisk
@given(offices(), office_time, office_time)
def test_adding_twice_is_adding_the_sum(
    office: tuple[OfficeHours, datetime], first: timedelta, second: timedelta
) -> None:
    hours, start = office
    assume(any(hours.week) and second)
    assert hours.add(hours.add(start, first), second) == hours.add(start, first + second)


@brisk
@given(offices(), st.integers(1, 30))
def test_working_days_added_are_working_days_passed(
    office: tuple[OfficeHours, datetime], n: int
) -> None:
    hours, start = office
    assume(any(hours.week))
    day = hours.add_working_days(start.date(), n)
    assert hours.is_working_day(day)
    assert hours.working_days_between(start.date(), day) == n


@settings(brisk, max_examples=30)
@given(offices())
def test_every_minute_agrees_with_a_clock_that_never_runs_back(
    office: tuple[OfficeHours, datetime],
) -> None:
    """The door follows the latest time the clock has shown so far, minute by minute."""
    hours, start = office
    start = start.replace(second=0, microsecond=0)
    assume(start.astimezone(hours.zone).second == 0)
    latest = (start - 30 * HOUR).astimezone(hours.zone).replace(tzinfo=None)
    open_minutes = 0
    for minute in range(-30 * 60, 30 * 60):
        moment = start + minute * MINUTE
        latest = max(latest, moment.astimezone(hours.zone).replace(tzinfo=None))
        shown = latest.hour * 60 + latest.minute
        periods = SHUT if latest.date() in hours.closed else hours.week[latest.weekday()]
        is_open = any(period.opens <= shown < period.closes for period in periods)
        assert hours.is_open(moment) == is_open, moment
        open_minutes += is_open and minute >= 0
    assert hours.between(start, start + 30 * HOUR) == open_minutes * MINUTE
