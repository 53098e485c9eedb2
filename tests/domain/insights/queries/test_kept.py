from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood.domain.insights.queries.kept import Spread, kept_by_month, spreads
from makegood.domain.insights.rules.months import Window
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.queries.rates import KeptRate, rates
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.rates import Rate
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.insights.hands import NOW
from tests.domain.promises.hands import BERLIN, FRIDAY, HOUR, MONDAY, act, promise, theirs

ZONE = ZoneInfo(BERLIN)
MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))
SPRING = Window(MARCH, MAY)


def by_month(*, now: datetime = NOW, kind: str = "other") -> dict[date, KeptRate | None]:
    return kept_by_month(kind, SPRING, zone=ZONE, now=now)


def last_of(month: int, day: int) -> Due:
    return Due(zone=BERLIN, first=date(2026, month, day), last=date(2026, month, day))


def test_each_counts_in_the_month_of_its_first_day_and_a_gap_is_a_gap(ours: Cast) -> None:
    for due in (last_of(3, 31), last_of(5, 1), last_of(5, 1)):
        keep(promise=promise(ours, due=due), by=act(ours.owner), at=MONDAY)
    promise(ours, due=last_of(5, 30))
    found = by_month()
    assert [rate and rate.kept for rate in found.values()] == [Rate(1, 1), None, Rate(2, 3)]
    assert list(found) == [MARCH, APRIL, MAY]


def test_an_hour_lies_in_the_month_that_the_calendar_here_shows(ours: Cast) -> None:
    # Half past midnight on 1 April in Berlin is still March in Greenwich.
    promise(ours, due=Due(zone=BERLIN, at=datetime(2026, 4, 1, 0, 30, tzinfo=ZONE)))
    assert [month for month, rate in by_month().items() if rate] == [APRIL]


def test_what_is_not_due_yet_is_said_and_not_counted(ours: Cast) -> None:
    promise(ours, due=last_of(5, 31))
    early = by_month(now=MONDAY)[MAY]
    assert early is not None
    assert (early.kept, early.not_due) == (Rate(0, 0), 1)


def test_all_months_together_are_the_rates_of_the_kind(ours: Cast) -> None:
    for due in (FRIDAY, last_of(4, 10), last_of(5, 10)):
        keep(promise=promise(ours, due=due), by=act(ours.owner), at=MONDAY)
        promise(ours, due=due)
        promise(ours, due=due, kind="reply")
    theirs(ours)
    (whole,) = [each for each in rates(now=NOW) if each.kind == "other"]
    months = [each for each in by_month().values() if each]
    assert sum(each.kept.of for each in months) == whole.kept.of == 6
    assert sum(each.kept.kept for each in months) == whole.kept.kept
    assert sum(each.overdue for each in months) == whole.overdue


def test_kinds_say_how_many_fell_due_and_in_which_months(ours: Cast) -> None:
    promise(ours, due=last_of(3, 31))
    promise(ours, due=last_of(5, 30))
    promise(ours, kind="reply", due=last_of(4, 30))
    theirs(ours)
    assert spreads(zone=ZONE, now=NOW) == [
        Spread("other", 2, MARCH, MAY),
        Spread("reply", 1, APRIL, APRIL),
    ]
    assert spreads(zone=ZONE, now=FRIDAY.late_after + HOUR) == []


def test_another_business_sees_none_of_it(cast: Cast) -> None:
    with enter(cast.studio):
        promise(cast)
    with enter(cast.salon):
        assert spreads(zone=ZONE, now=NOW) == []
        assert set(by_month().values()) == {None}
