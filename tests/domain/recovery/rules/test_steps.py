"""The way of a case, whatever was done in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.recovery.rules.opening import opens_a_case
from makegood.domain.recovery.rules.remedies import may_close_unanswered, may_decide
from makegood.domain.recovery.rules.steps import THEIRS, Done, Way, is_done, next_step, step_by
from makegood.kit.office_hours import OfficeHours, Period

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=BERLIN)
NOTHING = Done()
IN_ORDER = ["acknowledged", "heard", "accounted", "remedy_told", "remedy_kept", "closed"]


def test_one_after_the_other_they_are_walked() -> None:
    done, walked = NOTHING, [next_step(NOTHING)]
    for what in (*IN_ORDER, "cause_named", "prevented"):
        done = replace(done, **{what: True})
        walked.append(next_step(done))
    assert walked == [*THEIRS, Way.CAUSE, Way.PREVENT, None]


def test_whatever_was_done_the_next_was_not() -> None:
    for said in product([False, True], repeat=len(IN_ORDER) + 2):
        done = Done(**dict(zip((*IN_ORDER, "cause_named", "prevented"), said, strict=True)))
        assert next_step(replace(done, for_nothing=True)) is None
        way = next_step(done)
        assert way is None or not is_done(way, done)
        if done.closed:
            assert way not in THEIRS


def test_a_step_has_office_hours() -> None:
    open_nine_to_five = OfficeHours(BERLIN, (*((Period(540, 1020),),) * 5, (), ()))
    by = step_by(open_nine_to_five, 4, now=FRIDAY).astimezone(BERLIN)
    assert by == datetime(2026, 11, 30, 12, 0, tzinfo=BERLIN)


def test_where_we_never_open_the_clock_counts() -> None:
    never = OfficeHours(BERLIN, ((),) * 7)
    assert step_by(never, 4, now=FRIDAY) == FRIDAY + timedelta(hours=4)


@pytest.mark.parametrize(
    ("role", "cents", "may"),
    [
        ("owner", 10**12, True),
        ("manager", 25_000, True),
        ("manager", 25_001, False),
        ("viewer", 1, False),
        ("stranger", 1, False),
    ],
)
def test_a_role_decides_up_to_its_authority(role: str, cents: int, may: bool) -> None:
    authority = {"owner": None, "manager": 25_000, "viewer": 0}
    assert may_decide(role, cents, authority) is may


def test_two_asks_and_three_days_close_a_case() -> None:
    later = FRIDAY + timedelta(days=3)
    assert may_close_unanswered(2, FRIDAY, now=later)
    assert not may_close_unanswered(1, FRIDAY, now=later)
    assert not may_close_unanswered(2, FRIDAY, now=later - timedelta(seconds=1))
    assert not may_close_unanswered(2, None, now=later)


def test_one_thing_that_is_missing_opens_no_case() -> None:
    usual: dict[str, Any] = {"kind": "milestone", "to": "customer"}
    usual |= {"visible": True, "recorded": True}
    assert opens_a_case(**usual, untold=True)
    wrongs: list[dict[str, Any]] = [
        {"kind": "reply"},
        {"to": "ourselves"},
        {"visible": False},
        {"recorded": False},
    ]
    for wrong in wrongs:
        assert not opens_a_case(**usual | wrong, untold=True)
    assert not opens_a_case(**usual, untold=False)
