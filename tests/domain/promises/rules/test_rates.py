from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from makegood.domain.promises.rules.rates import Counts, Fate, Rate, counts, wilson

FIRST = datetime(2026, 3, 6, 22, 59, 59, tzinfo=UTC)
BEFORE, AFTER = FIRST - timedelta(days=1), FIRST + timedelta(days=1)


IN_TIME, TOO_LATE = Fate(FIRST, withdrawn_at=FIRST), Fate(FIRST, withdrawn_at=AFTER)


@pytest.mark.parametrize(
    ("fate", "now", "as_what"),
    [
        (Fate(FIRST, kept_at=FIRST), AFTER, Counts.KEPT),
        (Fate(FIRST, kept_at=AFTER), AFTER, Counts.NOT_KEPT),
        (Fate(FIRST), FIRST, Counts.NOT_DUE),
        (Fate(FIRST), AFTER, Counts.NOT_KEPT),
        (replace(IN_TIME, we_decided=True), BEFORE, Counts.NOT_KEPT),
        (IN_TIME, AFTER, Counts.LEFT_OUT),
        (TOO_LATE, AFTER, Counts.NOT_KEPT),
        (replace(TOO_LATE, end_recorded=False), AFTER, Counts.LEFT_OUT),
        (Fate(None, kept_at=AFTER), AFTER, Counts.LEFT_OUT),
        (replace(IN_TIME, we_decided=True, has_successor=True), AFTER, Counts.BY_SUCCESSOR),
        (Fate(FIRST, kept_at=BEFORE, we_replaced=True), AFTER, Counts.NOT_KEPT),
        (replace(IN_TIME, we_replaced=True), AFTER, Counts.NOT_KEPT),
    ],
)
def test_a_promise_counts_by_its_first_due(fate: Fate, now: datetime, as_what: Counts) -> None:
    assert counts(fate, now=now) == as_what


instants = st.integers(-3, 3).map(lambda days: FIRST + timedelta(days=days))
said_of_it = st.fixed_dictionaries(
    {name: st.booleans() for name in ("we_decided", "has_successor", "we_replaced")}
)


@given(withdrawn_at=instants, now=instants, said=said_of_it)
def test_what_was_not_kept_is_never_washed_away(
    withdrawn_at: datetime, now: datetime, said: dict[str, bool]
) -> None:
    """Once it counts as not kept, no withdrawal takes it out of the rates again."""
    standing = Fate(FIRST, we_replaced=said["we_replaced"])
    gone = replace(standing, withdrawn_at=withdrawn_at, we_decided=said["we_decided"])
    if counts(standing, now=withdrawn_at) is Counts.NOT_KEPT:
        assert counts(gone, now=now) is Counts.NOT_KEPT


@given(ends=st.lists(st.tuples(st.sampled_from(["us", "customer"]), instants), max_size=4))
def test_a_line_counts_once_and_one_decision_of_ours_marks_it(
    ends: list[tuple[str, datetime]],
) -> None:
    """Each was replaced in turn; the last was kept by the first due."""
    line = [
        Fate(
            FIRST,
            withdrawn_at=at,
            we_decided=who == "us",
            has_successor=True,
            we_replaced="us" in [before for before, _ in ends[:n]],
        )
        for n, (who, at) in enumerate(ends)
    ]
    by_us = "us" in [who for who, _ in ends]
    line.append(Fate(FIRST, kept_at=FIRST, we_replaced=by_us))
    counted = [counts(fate, now=AFTER) for fate in line]
    assert counted[:-1] == [Counts.BY_SUCCESSOR] * len(ends)
    assert counted[-1] == (Counts.NOT_KEPT if by_us else Counts.KEPT)


@given(n=st.integers(1, 500), data=st.data())
def test_the_interval_is_wilsons(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    theirs = binomtest(successes, n).proportion_ci(method="wilson")
    ours = wilson(successes, n)
    assert ours == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_of_nothing_there_is_neither_share_nor_interval() -> None:
    assert (Rate(0, 0).share, Rate(0, 0).interval) == (None, None)
    assert wilson(0, 0) is None


def test_nine_of_ten_may_be_far_off() -> None:
    assert Rate(9, 10).share == 0.9
    assert Rate(9, 10).interval == pytest.approx((0.5958, 0.9821), abs=1e-4)
