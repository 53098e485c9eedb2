from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from makegood.domain.promises.rules.blocks import QUARTER, Span, Work, blocks, office_time
from makegood.kit.office_hours import OfficeHours, Period

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NINE_TO_FIVE = OfficeHours(
    ZoneInfo("UTC"), tuple((Period(540, 1020),) if n < 5 else () for n in range(7))
)
WEEKS = 3


def at(day: int, hour: float) -> datetime:
    return MONDAY + (day - 2) * DAY + hour * HOUR


def due_on(day: int, hours: float, key: int = 1, since: datetime = MONDAY) -> Work:
    """Work for a promise of that day of March 2026."""
    return Work(key, hours * HOUR, since, at(day, 0), at(day, 24))


def laid(*works: Work, taken: tuple[Span, ...] = ()) -> dict[int, list[Span]]:
    free = office_time(NINE_TO_FIVE, MONDAY, MONDAY + WEEKS * 7 * DAY)
    return blocks(works, free, taken)


def test_it_is_done_by_the_evening_before() -> None:
    assert laid(due_on(6, 3)) == {1: [Span(at(5, 14), at(5, 17))]}


def test_a_monday_promise_is_worked_on_friday() -> None:
    assert laid(due_on(9, 2)) == {1: [Span(at(6, 15), at(6, 17))]}


def test_much_work_goes_over_several_days_in_order() -> None:
    assert laid(due_on(6, 12)) == {1: [Span(at(4, 13), at(4, 17)), Span(at(5, 9), at(5, 17))]}


def test_without_room_before_the_day_itself_is_used() -> None:
    assert laid(due_on(2, 3)) == {1: [Span(at(2, 14), at(2, 17))]}
    assert laid(due_on(3, 9)) == {1: [Span(at(2, 16), at(2, 17)), Span(at(3, 9), at(3, 17))]}


def test_what_does_not_fit_is_laid_as_far_as_it_fits() -> None:
    assert laid(due_on(2, 20)) == {1: [Span(at(2, 9), at(2, 17))]}
    assert laid(due_on(2, 1, since=at(3, 0))) == {1: []}


def test_two_of_one_day_stand_one_before_the_other() -> None:
    found = laid(due_on(6, 3), due_on(6, 2, key=2))
    assert found == {1: [Span(at(5, 14), at(5, 17))], 2: [Span(at(5, 12), at(5, 14))]}


def test_an_appointment_is_worked_around() -> None:
    meeting = Span(at(5, 15), at(5, 16))
    found = laid(due_on(6, 2), taken=(meeting,))
    assert found == {1: [Span(at(5, 14), at(5, 15)), Span(at(5, 16), at(5, 17))]}


def test_minutes_become_quarters() -> None:
    assert laid(due_on(6, 50 / 60)) == {1: [Span(at(5, 16), at(5, 17))]}


def test_an_office_that_never_closes_is_one_long_span() -> None:
    always = OfficeHours(ZoneInfo("UTC"), tuple((Period(0, 1440),) for _ in range(7)))
    free = office_time(always, MONDAY, MONDAY + 20 * DAY)
    assert sum((span.length for span in free), timedelta()) == 20 * DAY


def test_an_office_that_never_opens_has_no_time() -> None:
    never = OfficeHours(ZoneInfo("UTC"), ((),) * 7)
    assert office_time(never, MONDAY, MONDAY + DAY) == []


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    edges = draw(st.lists(st.integers(0, 96), min_size=0, max_size=6, unique=True))
    pairs = zip(*[iter(sorted(edges))] * 2, strict=False)
    return tuple(Period(15 * opens, 15 * closes) for opens, closes in pairs)


@st.composite
def offices(draw: st.DrawFn) -> OfficeHours:
    zone = draw(st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]))
    week = tuple(draw(periods()) for _ in range(7))
    first = date(2026, 3, 2)
    closed = draw(st.frozensets(st.integers(0, 30).map(lambda n: first + n * DAY), max_size=4))
    return OfficeHours(ZoneInfo(zone), week, closed)


@st.composite
def much_work(draw: st.DrawFn) -> list[Work]:
    found = []
    for key in range(draw(st.integers(1, 8))):
        hours = draw(st.integers(0, 24 * 7 * WEEKS))
        quarters = draw(st.integers(1, 60))
        due = MONDAY + hours * HOUR
        ease = draw(st.integers(0, 24)) * HOUR
        found.append(Work(key, quarters * QUARTER, MONDAY, due - ease, due))
    return found


def total(spans: list[Span]) -> timedelta:
    return sum((span.length for span in spans), timedelta())


@given(offices(), much_work(), st.integers(0, 400))
def test_blocks_lie_in_office_time_before_the_due_and_never_overlap(
    hours: OfficeHours, works: list[Work], meeting: int
) -> None:
    taken = Span(MONDAY + meeting * HOUR, MONDAY + (meeting + 2) * HOUR)
    free = office_time(hours, MONDAY, MONDAY + WEEKS * 7 * DAY)
    found = blocks(works, free, [taken])
    by_key = {work.key: work for work in works}
    for key, spans in found.items():
        assert total(spans) <= by_key[key].effort
        for span in spans:
            assert MONDAY <= span.start < span.end <= by_key[key].due
            assert hours.between(span.start, span.end) == span.length
    everything = [span for spans in (*found.values(), [taken]) for span in spans]
    everything.sort(key=lambda span: span.start)
    for one, following in pairwise(everything):
        assert one.end <= following.start


@given(offices(), much_work())
def test_all_the_work_is_laid_whenever_all_of_it_fits(
    hours: OfficeHours, works: list[Work]
) -> None:
    """It fits if, for each due, what is due by then is no more than the office time until then."""
    free = office_time(hours, MONDAY, MONDAY + WEEKS * 7 * DAY)
    efforts = [(work.due, work.effort) for work in works]
    fits = all(
        sum((effort for due, effort in efforts if due <= end), timedelta())
        <= hours.between(MONDAY, end)
        for end, _ in efforts
    )
    found = blocks(works, free)
    missing = [work for work in works if total(found[work.key]) < work.effort]
    assert bool(missing) != fits


@given(offices(), much_work())
def test_a_promise_due_later_never_moves_one_due_before(
    hours: OfficeHours, works: list[Work]
) -> None:
    free = office_time(hours, MONDAY, MONDAY + WEEKS * 7 * DAY)
    last = max(works, key=lambda work: (work.due, work.key))
    without = [work for work in works if work != last]
    assert {**blocks(works, free), last.key: []} == {**blocks(without, free), last.key: []}
