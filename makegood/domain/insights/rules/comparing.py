"""Two figures beside each other: how far apart they are, and how far that may be off.

That two intervals overlap does not say that there is no difference; the interval of the
difference says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from makegood.domain.insights.rules.means import FEWEST, Scores
from makegood.domain.insights.rules.recommending import Recommending
from makegood.domain.insights.rules.student import student_95
from makegood.domain.promises.rules.rates import Rate


@dataclass(frozen=True)
class Difference:
    """How much more the second is than the first, with its 95% interval."""

    by: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would seldom make such a difference: 0 lies outside."""
        return self.low > 0 or self.high < 0


def of_means(before: Scores, after: Scores) -> Difference | None:
    """Of two means on one scale; None where either is of fewer than five, or nobody differs.

    B. L. Welch, "The generalization of 'Student's' problem when several different population
    variances are involved", Biometrika 34 (1947). Never beyond what the scale allows.
    """
    if before.out_of != after.out_of:
        raise ValueError("Two scales have no difference.")
    if before.mean is None or after.mean is None or min(before.n, after.n) < FEWEST:
        return None
    first, second = (before.variance or 0) / before.n, (after.variance or 0) / after.n
    if first + second == 0:
        return None
    freedom = (first + second) ** 2 / (first**2 / (before.n - 1) + second**2 / (after.n - 1))
    by, half = after.mean - before.mean, student_95(freedom) * sqrt(first + second)
    most = float(before.out_of)
    return Difference(by, max(-most, by - half), min(most, by + half))


def of_shares(before: Rate, after: Rate) -> Difference | None:
    """Of two shares; None where either is of fewer than five.

    Method 10 of R. G. Newcombe, "Interval estimation for the difference between independent
    proportions: comparison of eleven methods", Statistics in Medicine 17 (1998): Wilson's intervals
    of the two, squared and added.
    """
    one, other = before.share, after.share
    near, far = before.interval, after.interval
    if one is None or other is None or near is None or far is None:
        return None
    if min(before.of, after.of) < FEWEST:
        return None
    return _squared_and_added(one, near, other, far)


def of_recommending(before: Recommending, after: Recommending) -> Difference | None:
    """Of two net promoter scores; None where either is of fewer than five.

    Their own intervals squared and added, as Newcombe does: G. Y. Zou and A. Donner, "Construction
    of confidence limits about effect measures: a general approach", Statistics in Medicine 27
    (2008). Each interval is widened to its score where that lies outside.
    """
    one, other = before.score, after.score
    near, far = before.interval, after.interval
    if one is None or other is None or near is None or far is None:
        return None
    if min(before.n, after.n) < FEWEST:
        return None
    return _squared_and_added(one, _around(near, one), other, _around(far, other))


def _around(interval: tuple[float, float], figure: float) -> tuple[float, float]:
    return min(interval[0], figure), max(interval[1], figure)


def _squared_and_added(
    one: float, near: tuple[float, float], other: float, far: tuple[float, float]
) -> Difference:
    by = other - one
    low = by - sqrt((other - far[0]) ** 2 + (near[1] - one) ** 2)
    return Difference(by, low, by + sqrt((far[1] - other) ** 2 + (one - near[0]) ** 2))
