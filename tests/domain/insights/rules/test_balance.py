from __future__ import annotations

import pytest

from makegood.domain.insights.rules.balance import Balance, Moments
from makegood.domain.promises.rules.rates import Rate

NOTHING = Rate(0, 0)


def balance(good: int = 0, bad: int = 0, weight: int = 12) -> Balance:
    return Balance(Moments(good, bad), Moments(), NOTHING, 0, 0, weight)


@pytest.mark.parametrize(
    ("good", "bad", "weight", "missing"),
    [(11, 1, 12, 1), (12, 1, 12, 0), (40, 3, 12, 0), (0, 2, 5, 10), (0, 0, 12, 0)],
)
def test_so_many_good_ones_make_up_for_a_bad_one(
    good: int, bad: int, weight: int, missing: int
) -> None:
    assert balance(good, bad, weight).missing == missing


def test_what_is_only_suggested_weighs_nothing() -> None:
    assert Balance(Moments(12, 1), Moments(bad=5), NOTHING, 0, 0, 12).missing == 0


def test_where_nothing_happened_nothing_is_said() -> None:
    assert balance().is_empty
    assert not Balance(Moments(), Moments(neither=1), NOTHING, 0, 0, 12).is_empty
