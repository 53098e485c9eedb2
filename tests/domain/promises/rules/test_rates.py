from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from makegood.domain.promises.rules.rates import Counts, Rate, counts, wilson

FIRST = datetime(2026, 3, 6, 22, 59, 59, tzinfo=UTC)
BEFORE, AFTER = FIRST - timedelta(days=1), FIRST + timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "kept_at", "withdrawn_at", "we_decided", "now", "as_what"),
    [
        (FIRST, FIRST, None, False, AFTER, Counts.KEPT),
        (FIRST, AFTER, None, False, AFTER, Counts.NOT_KEPT),
        (FIRST, None, None, False, FIRST, Counts.NOT_DUE),
        (FIRST, None, None, False, AFTER, Counts.NOT_KEPT),
        (FIRST, None, BEFORE, True, BEFORE, Counts.NOT_KEPT),
        (FIRST, None, BEFORE, False, AFTER, Counts.LEFT_OUT),
        (FIRST, None, AFTER, False, AFTER, Counts.LEFT_OUT),
        (None, AFTER, None, False, AFTER, Counts.LEFT_OUT),
    ],
)
def test_a_promise_counts_by_its_first_due(
    first: datetime | None,
    kept_at: datetime | None,
    withdrawn_at: datetime | None,
    we_decided: bool,
    now: datetime,
    as_what: Counts,
) -> None:
    said = counts(
        late_after_first=first,
        kept_at=kept_at,
        withdrawn_at=withdrawn_at,
        we_decided=we_decided,
        now=now,
    )
    assert said == as_what


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
