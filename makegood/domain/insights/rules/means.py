"""The mean of scores, with how many it rests on and how far it may be off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from makegood.domain.promises.rules.rates import Z_95, Rate

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
    def interval(self) -> tuple[float, float] | None:
        """The mean's 95% interval, never beyond the scale.

        None for fewer than five, and where all gave the same: how far it may be off is not known.

        Student (W. S. Gosset), "The probable error of a mean", Biometrika 6 (1908).
        """
        mean, n = self.mean, self.n
        if mean is None or n < FEWEST or len([1 for times in self.given.values() if times]) < 2:
            return None
        squares = sum(times * (score - mean) ** 2 for score, times in self.given.items())
        half = student_95(n - 1) * sqrt(squares / (n - 1) / n)
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


def student_95(freedom: int) -> float:
    """What 95% of Student's distribution lies within, from four degrees of freedom on.

    Within 0.001: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964),
    26.7.5, an expansion around the normal distribution.
    """
    z = Z_95
    terms: tuple[float, ...] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    said = (term / float(freedom) ** power for power, term in enumerate(terms, start=1))
    return z + sum(said)
