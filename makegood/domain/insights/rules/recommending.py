"""Would they recommend us: the net promoter score, with how far it may be off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from makegood.domain.promises.rules.rates import Z_95

DETRACTS_UP_TO, PROMOTES_FROM = 6, 9


@dataclass(frozen=True)
class Recommending:
    """How many of n said 9 or 10, and how many 0 to 6.

    F. F. Reichheld, "The one number you need to grow", Harvard Business Review, December 2003.
    """

    promoters: int
    detractors: int
    n: int

    @property
    def score(self) -> float | None:
        """The share of the ones less the share of the others, -1 to 1; None of nobody."""
        return (self.promoters - self.detractors) / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its 95% interval, never beyond -1 and 1; None of nobody.

        It is the difference of two shares of the same people, so that the adjusted Wald interval
        of paired shares fits: D. G. Bonett and R. M. Price, "Adjusted Wald confidence interval for
        a difference of binomial proportions based on paired data", Journal of Educational and
        Behavioral Statistics 37 (2012).
        """
        if not self.n:
            return None
        n = self.n + 2
        for_us, against = (self.promoters + 1) / n, (self.detractors + 1) / n
        middle = for_us - against
        half = Z_95 * sqrt((for_us + against - middle**2) / n)
        return max(-1.0, middle - half), min(1.0, middle + half)


def recommending(given: Mapping[int, int]) -> Recommending:
    """Out of how often each of 0 to 10 was said."""
    return Recommending(
        promoters=sum(n for score, n in given.items() if score >= PROMOTES_FROM),
        detractors=sum(n for score, n in given.items() if score <= DETRACTS_UP_TO),
        n=sum(given.values()),
    )
