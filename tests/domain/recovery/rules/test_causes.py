"""Before and after a fix: by hand-worked values, and with an interval that is not a boast."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from scipy.stats import binomtest

from makegood.domain.recovery.rules.causes import BeforeAndAfter, Stretch, before_and_after

DAY = timedelta(days=1)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def compared(before: int, after: int, days: tuple[float, float] = (100, 50)) -> BeforeAndAfter:
    return BeforeAndAfter(Stretch(before, days[0]), Stretch(after, days[1]))


def test_the_ratio_is_of_rates_and_not_of_counts() -> None:
    both = compared(10, 2)
    assert both.before.per_30_days == pytest.approx(3.0)
    assert both.after.per_30_days == pytest.approx(1.2)
    assert both.ratio == pytest.approx(0.4)


def test_its_interval_is_worked_by_hand() -> None:
    """2 of 12 came after. Wilson with z = 1.959964 (z² = 3.841459): the middle is
    (1/6 + 3.841459/24) / (1 + 3.841459/12) = 0.326727 / 1.320122 = 0.247498, and the half is
    1.959964 · √(0.138889/12 + 3.841459/576) / 1.320122 = 1.959964 · 0.135068 / 1.320122
    = 0.200533. So p is 0.046965 to 0.448031, p/(1-p) 0.049280 to 0.811695, and times 100/50
    0.098559 to 1.623391: it cannot be said that the fix did anything.
    """
    interval = compared(10, 2).interval
    assert interval is not None
    low, high = interval
    assert low == pytest.approx(0.098559, abs=1e-6)
    assert high == pytest.approx(1.623391, abs=1e-6)


@pytest.mark.parametrize("counts", [(1, 1), (10, 2), (3, 40), (200, 150)])
def test_it_is_what_scipy_says_of_the_share(counts: tuple[int, int]) -> None:
    before, after = counts
    share = binomtest(after, before + after).proportion_ci(0.95, method="wilson")
    odds = [2 * end / (1 - end) for end in (share.low, share.high)]
    assert compared(before, after).interval == pytest.approx(tuple(odds), abs=1e-9)


def test_none_since_is_no_proof_of_never() -> None:
    interval = compared(3, 0).interval
    assert interval is not None
    low, high = interval
    assert (low, compared(3, 0).ratio) == (0.0, 0.0)
    assert high == pytest.approx(2 * 3.841459 / 3, abs=1e-4), "Wilson of 0 in n is z²/(n + z²)"


def test_none_before_has_no_upper_end() -> None:
    both = compared(0, 3)
    assert both.ratio is None
    assert both.interval is not None
    assert both.interval[1] is None


@pytest.mark.parametrize("both", [compared(0, 0), compared(1, 1, (0, 5)), compared(1, 1, (5, 0))])
def test_where_nothing_happened_or_no_time_passed_nothing_is_said(both: BeforeAndAfter) -> None:
    assert both.interval is None


def test_cases_fall_before_or_after_by_when_they_were_opened() -> None:
    opened = [BEGAN + n * DAY for n in (0, 5, 10, 30)]
    fixed_at, now = BEGAN + 10 * DAY, BEGAN + 40 * DAY
    both = before_and_after(opened, since=BEGAN, fixed_at=fixed_at, now=now)
    assert (both.before, both.after) == (Stretch(2, 10), Stretch(2, 30))
