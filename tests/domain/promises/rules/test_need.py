from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.domain.promises.rules.need import Facts, Need, ask_from, asked_until, need

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY_ENDS = datetime(2026, 3, 2, 22, 59, 59, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATE, TODAY, NEXT_WEEK = NOW - HOUR, NOW + HOUR, NOW + 7 * 24 * HOUR

TO_ANNA = Facts(
    ours=True,
    to_customer=True,
    late_after=NEXT_WEEK,
    due_number=0,
    told_through=-1,
    waits_on_late=False,
    effort=None,
)


def asked(facts: Facts, left: timedelta | None = None) -> Need:
    return need(facts, now=NOW, today_ends=TODAY_ENDS, office_time_left=left)


@pytest.mark.parametrize(
    ("change", "group"),
    [
        ({"late_after": LATE}, Need.MISSED),
        ({"late_after": LATE, "told_through": 0}, Need.LATE),
        ({"late_after": LATE, "to_customer": False}, Need.LATE),
        ({"late_after": LATE, "due_number": 1, "told_through": 0}, Need.MISSED),
        ({"late_after": NOW}, Need.TODAY),
        ({"waits_on_late": True}, Need.AT_RISK),
        ({"late_after": TODAY, "waits_on_late": True}, Need.AT_RISK),
        ({"late_after": LATE, "waits_on_late": True}, Need.MISSED),
        ({"asks": True}, Need.ASKED),
        ({"asks": True, "waits_on_late": True}, Need.AT_RISK),
        ({"asks": True, "due_number": 1}, Need.TO_TELL),
        ({"asks": True, "late_after": TODAY}, Need.TODAY),
        ({"asks": True, "outlook": "holds"}, Need.SOON),
        ({"letter_lost": True, "due_number": 1}, Need.AT_RISK),
        ({"letter_lost": True, "due_number": 1, "late_after": TODAY}, Need.AT_RISK),
        ({"letter_lost": True, "due_number": 1, "late_after": LATE}, Need.MISSED),
        ({"letter_lost": True, "asks": True, "outlook": "holds"}, Need.AT_RISK),
        ({"outlook": "at_risk"}, Need.AT_RISK),
        ({"outlook": "at_risk", "late_after": TODAY}, Need.AT_RISK),
        ({"outlook": "holds", "waits_on_late": True}, Need.AT_RISK),
        ({"outlook": "at_risk", "late_after": LATE}, Need.MISSED),
        ({"due_number": 1}, Need.TO_TELL),
        ({"due_number": 1, "late_after": None}, Need.TO_TELL),
        ({"due_number": 2, "told_through": 0}, Need.TO_TELL),
        ({"due_number": 1, "told_through": 0}, Need.SOON),
        ({"due_number": 1, "to_customer": False}, Need.SOON),
        ({"late_after": TODAY, "due_number": 1}, Need.TODAY),
        ({"late_after": TODAY}, Need.TODAY),
        ({"late_after": TODAY_ENDS}, Need.TODAY),
        ({}, Need.SOON),
        ({"late_after": None}, Need.SOON),
        ({"ours": False, "to_customer": False, "late_after": LATE}, Need.THEIRS),
        ({"ours": False, "to_customer": False, "late_after": TODAY}, Need.THEIRS),
        ({"ours": False, "to_customer": False}, Need.SOON),
    ],
)
def test_a_promise_stands_in_the_group_of_its_need(change: dict[str, Any], group: Need) -> None:
    assert asked(replace(TO_ANNA, **change)) == group


def test_too_little_office_time_for_the_work_is_a_risk() -> None:
    work = replace(TO_ANNA, effort=3 * HOUR)
    assert asked(work, left=3 * HOUR) == Need.SOON
    assert asked(work, left=2 * HOUR) == Need.AT_RISK
    assert asked(work) == Need.SOON


FACTS = st.builds(
    Facts,
    ours=st.booleans(),
    to_customer=st.booleans(),
    late_after=st.sampled_from([LATE, NOW, TODAY, NEXT_WEEK, None]),
    due_number=st.integers(0, 3),
    told_through=st.integers(-1, 3),
    waits_on_late=st.booleans(),
    effort=st.sampled_from([None, HOUR, 9 * HOUR]),
    letter_lost=st.booleans(),
)


@given(facts=FACTS)
def test_groups_stand_in_the_order_of_need(facts: Facts) -> None:
    """What is late comes before what is not; what nobody knows of before what is known."""
    group = asked(facts, left=2 * HOUR)
    is_late = facts.late_after is not None and facts.late_after < NOW
    if facts.ours:
        assert (group in {Need.MISSED, Need.LATE}) == is_late
    if group is Need.MISSED:
        assert facts.to_customer
        assert facts.told_through < facts.due_number
    told = replace(facts, told_through=facts.due_number)
    assert asked(told, left=2 * HOUR) >= group


@pytest.mark.parametrize(
    ("last", "days", "first"),
    [
        (date(2026, 3, 6), 2, date(2026, 3, 4)),
        (date(2026, 3, 9), 2, date(2026, 3, 5)),
        (date(2026, 3, 8), 1, date(2026, 3, 6)),
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
    ],
)
def test_we_ask_so_many_working_days_before(last: date, days: int, first: date) -> None:
    assert ask_from(last, days, lambda day: day.weekday() < 5) == first


def test_weeks_of_being_closed_are_no_working_days() -> None:
    def open_on(day: date) -> bool:
        return day.weekday() < 5 and not date(2026, 3, 2) <= day <= date(2026, 3, 19)

    assert ask_from(date(2026, 3, 20), 2, open_on) == date(2026, 2, 26)


def test_a_business_that_never_opens_asks_that_many_days_before() -> None:
    assert ask_from(date(2026, 3, 6), 2, lambda _day: False) == date(2026, 3, 4)


CLOSED = st.integers(0, 30)


@given(days=st.integers(0, 10), closed=CLOSED, ahead=st.integers(0, 60), opens=st.booleans())
def test_whatever_is_asked_about_today_lies_within_what_today_looks_at(
    days: int, closed: int, ahead: int, opens: bool
) -> None:
    today, away = date(2026, 7, 1), timedelta(days=closed)

    def open_on(day: date) -> bool:
        return opens and day.weekday() < 5 and not today < day <= today + away

    last = today + timedelta(days=ahead)
    until = asked_until(today, days, open_on)
    assert last <= until or ask_from(last, days, open_on) > today


def test_behind_three_weeks_of_being_closed_it_is_asked_about_before_them() -> None:
    def open_on(day: date) -> bool:
        return day.weekday() < 5 and not date(2026, 7, 6) <= day <= date(2026, 7, 26)

    assert asked_until(date(2026, 7, 3), 2, open_on) == date(2026, 7, 29)
