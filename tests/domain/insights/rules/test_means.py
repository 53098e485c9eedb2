from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from makegood.domain.insights.rules.means import Scores
from makegood.domain.promises.rules.rates import Rate


@given(st.lists(st.integers(0, 10), min_size=5, max_size=60))
def test_the_mean_and_its_interval_are_those_of_the_scores_one_by_one(said: list[int]) -> None:
    found = Scores(10, {score: said.count(score) for score in set(said)})
    assert found.mean == pytest.approx(statistics.fmean(said))
    if len(set(said)) == 1:
        assert found.interval is None
        return
    low, high = stats.t.interval(0.95, len(said) - 1, statistics.fmean(said), stats.sem(said))
    assert found.interval == pytest.approx((max(0.0, low), min(10.0, high)), abs=1e-9)


def test_four_are_too_few_to_say_how_far_it_may_be_off() -> None:
    assert Scores(5, {1: 2, 5: 2}).interval is None
    assert Scores(5, {1: 2, 5: 3}).interval is not None


def test_of_none_there_is_no_mean() -> None:
    assert (Scores(5).n, Scores(5).mean, Scores(5).interval) == (0, None, None)


def test_the_lowest_and_the_highest_are_counted() -> None:
    found = Scores(5, {0: 1, 1: 2, 2: 3, 4: 4, 5: 6})
    assert (found.lowest, found.highest) == (Rate(3, 16), Rate(6, 16))


def test_an_interval_ends_where_the_scale_does() -> None:
    for out_of, low, least in ((5, 1, 1.0), (5, 0, 0.0), (10, 1, 0.0)):
        interval = Scores(out_of, {low: 4, out_of: 1}).interval
        assert interval is not None
        assert interval[0] == least
