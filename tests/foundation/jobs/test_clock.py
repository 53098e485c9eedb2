from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from makegood.foundation.jobs import actions, clock
from makegood.foundation.jobs.clock import Every
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.worker import work_off
from makegood.schedule import SCHEDULE

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
rung: list[datetime] = []


def ring(*, now: datetime) -> None:
    rung.append(now)


def fall(*, now: datetime) -> None:
    raise ValueError


@pytest.fixture(autouse=True)
def a_bell() -> Iterator[None]:
    rung.clear()
    clock.use((Every(HOUR, fall, name="fall"), Every(HOUR, ring, name="bell")))
    yield
    clock.use(SCHEDULE)


def test_what_time_brings_comes_once_per_period() -> None:
    assert [clock.tick(now=NOW + HOUR * step / 4) for step in range(9)] == [2, *[0] * 3] * 2 + [2]


def test_an_act_runs_as_a_job_with_the_hour_and_a_neighbour_that_falls_stops_nothing() -> None:
    clock.tick(now=NOW)
    work_off()
    assert len(rung) == 1
    assert Job.objects.filter(last_error__contains="ValueError").count() == 1


def test_an_act_that_still_runs_is_not_begun_again() -> None:
    clock.tick(now=NOW)
    clock.tick(now=NOW + HOUR)
    work_off()
    assert len(rung) == 1


def test_two_clocks_that_tick_together_bring_it_once() -> None:
    entry = Every(HOUR, ring, name="bell")
    clock.tick(now=NOW - HOUR)
    assert actions.is_due(name="bell", period=HOUR, now=NOW)
    assert clock._bring_if_due(entry, NOW)
    assert not actions.take_turn(name="bell", period=HOUR, now=NOW)


def test_a_clock_that_was_a_day_ahead_and_set_back_stops_nothing() -> None:
    clock.tick(now=NOW + timedelta(days=1))
    work_off()
    assert clock.tick(now=NOW) == 2


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        clock.use((Every(HOUR, ring, name="bell"), Every(HOUR, fall, name="bell")))


def test_an_entry_that_left_the_schedule_is_forgotten() -> None:
    clock.tick(now=NOW)
    clock.use(())
    work_off()
    assert rung == []
