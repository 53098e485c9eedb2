from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from makegood.domain.insights.rules.comparing import (
    Difference,
    of_means,
    of_recommending,
    of_shares,
)
from makegood.domain.insights.rules.means import Scores
from makegood.domain.insights.rules.recommending import Recommending
from makegood.domain.promises.rules.rates import Rate

STARS = st.lists(st.integers(1, 5), min_size=5, max_size=60)


def scores(said: list[int], out_of: int = 5) -> Scores:
    return Scores(out_of, {score: said.count(score) for score in set(said)})


@settings(max_examples=30)
@given(STARS, STARS)
def test_two_means_differ_as_scipy_says_by_welch(before: list[int], after: list[int]) -> None:
    assume(len(set(before)) > 1 and len(set(after)) > 1)
    found = of_means(scores(before), scores(after))
    expected = stats.ttest_ind(after, before, equal_var=False).confidence_interval()
    assert found is not None
    assert (found.low, found.high) == pytest.approx(
        (max(-5, expected.low), min(5, expected.high)), abs=1e-9
    )


def test_where_nobody_differs_from_anybody_it_is_not_known() -> None:
    assert of_means(scores([4] * 5), scores([5] * 5)) is None


def test_two_shares_differ_as_newcombe_printed_it() -> None:
    """His table II: 56 of 70 less 48 of 80 lies between 0.0524 and 0.3339."""
    found = of_shares(Rate(48, 80), Rate(56, 70))
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert found.by == pytest.approx(0.2)
    assert found.is_clear


def test_ten_of_ten_and_none_of_ten_have_an_interval_too() -> None:
    found = of_shares(Rate(0, 10), Rate(10, 10))
    assert found is not None
    assert (round(found.low, 4), found.high) == (0.6075, 1.0)


def test_two_recommendations_differ_by_both_their_intervals() -> None:
    """By hand: 6 of 10 for and 2 against, then 2 for and 6 against."""
    before, after = Recommending(6, 2, 10), Recommending(2, 6, 10)
    found = of_recommending(before, after)
    assert before.interval is not None
    low, high = before.interval
    half = ((high - 0.4) ** 2 + (high - 0.4) ** 2) ** 0.5
    assert found is not None
    assert found.by == pytest.approx(-0.8)
    assert found.low == pytest.approx(-0.8 - half)
    assert found.high == pytest.approx(-0.8 + (2 * (0.4 - low) ** 2) ** 0.5)


def test_of_fewer_than_five_nothing_is_said() -> None:
    assert of_means(scores([1, 2, 3, 4]), scores([1, 2, 3, 4, 5])) is None
    assert of_shares(Rate(4, 4), Rate(0, 100)) is None
    assert of_recommending(Recommending(4, 0, 4), Recommending(0, 50, 50)) is None


def test_two_scales_have_no_difference() -> None:
    with pytest.raises(ValueError, match="Two scales"):
        of_means(scores([1] * 5, 5), scores([1] * 5, 10))


def test_a_difference_is_clear_when_none_at_all_lies_outside() -> None:
    assert Difference(0.2, 0.1, 0.3).is_clear
    assert Difference(-0.2, -0.3, -0.1).is_clear
    assert not Difference(0.2, -0.1, 0.5).is_clear
