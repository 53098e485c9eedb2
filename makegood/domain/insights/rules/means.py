"""The mean of scores, with how many it rests on and how far it may be off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from makegood.domain.insights.rules.student import student_95
from makegood.domain.promises.rules.rates import Rate

# Of fewer a share or a mean says little, and whose they are could be guessed.
FEWEST = 5
LONGEST_STARS = 6


def begins(out_of: int) -> int:
    """Where a scale that ends there begins, as far as one knows: stars at 1, longer ones at 0."""
    return 1 if out_of <= LONGEST_STARS else 0


@dataclass(frozen=True)
class Scores:
    """How often each score was given, all on one scale that ends at `out_of`."""

    out_of: int
    given: Mapping[int, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return sum(self.given.values())

    @property
    def mean(self) -> float | None:
        if not self.n:
            return None
        return sum(score * n for score, n in self.given.items()) / self.n

    @property
    def variance(self) -> float | None:
        """Of the scores one by one, as of a sample; None for fewer than two."""
        mean, n = self.mean, self.n
        if mean is None or n < 2:
            return None
        return sum(times * (score - mean) ** 2 for score, times in self.given.items()) / (n - 1)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The mean's 95% interval, never beyond the scale.

        None for fewer than five, and where all gave the same: how far it may be off is not known.

        Student (W. S. Gosset), "The probable error of a mean", Biometrika 6 (1908).
        """
        mean, n, variance = self.mean, self.n, self.variance
        if mean is None or not variance or n < FEWEST:
            return None
        half = student_95(n - 1) * sqrt(variance / n)
        least = min(begins(self.out_of), *(score for score, times in self.given.items() if times))
        return max(float(least), mean - half), min(float(self.out_of), mean + half)

    @property
    def lowest(self) -> Rate:
        """How many gave 1 or less."""
        return Rate(kept=sum(n for score, n in self.given.items() if score <= 1), of=self.n)

    @property
    def highest(self) -> Rate:
        """How many gave all there was to give."""
        return Rate(kept=self.given.get(self.out_of, 0), of=self.n)
