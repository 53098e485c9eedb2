from __future__ import annotations

import pytest

from makegood.domain.insights.rules.recommending import Recommending, recommending


def test_nine_and_ten_are_for_us_and_up_to_six_are_not() -> None:
    found = recommending({10: 3, 9: 2, 8: 1, 7: 2, 6: 1, 0: 1})
    assert found == Recommending(promoters=5, detractors=2, n=10)
    assert found.score == pytest.approx(0.3)


def test_its_interval_is_that_of_two_shares_of_the_same_people() -> None:
    """By hand: (5+1)/12 less (2+1)/12 is 0.25; the root of (0.75 - 0.0625)/12 is 0.239357."""
    interval = Recommending(5, 2, 10).interval
    assert interval == pytest.approx((-0.219131, 0.719131), abs=1e-6)


def test_where_all_are_for_us_it_may_be_off_still() -> None:
    interval = Recommending(5, 0, 5).interval
    assert interval is not None
    assert interval[0] == pytest.approx(5 / 7 - 1.959964 * ((1 - (5 / 7) ** 2) / 7) ** 0.5)
    assert interval[1] == 1.0


def test_of_nobody_there_is_none() -> None:
    assert (Recommending(0, 0, 0).score, Recommending(0, 0, 0).interval) == (None, None)
