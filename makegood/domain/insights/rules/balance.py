"""Good against bad: what happened in a time, and whether the good makes up for the bad."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.domain.promises.rules.rates import Rate


@dataclass(frozen=True)
class Moments:
    """How many moments felt good, bad or neither."""

    good: int = 0
    bad: int = 0
    neither: int = 0

    @property
    def n(self) -> int:
        return self.good + self.bad + self.neither


@dataclass(frozen=True)
class Balance:
    """What somebody said of how it felt, and apart from it what is only suggested.

    `weight` is how many good moments make up for one bad. `kept` is of everybody: what one
    customer was kept is counted once, over all the time that we know them.
    """

    confirmed: Moments
    suggested: Moments
    kept: Rate | None
    cases: int
    put_right: int
    weight: int

    @property
    def is_empty(self) -> bool:
        kept = self.kept is not None and self.kept.of
        return not (self.confirmed.n or self.suggested.n or kept or self.cases)

    @property
    def missing(self) -> int:
        """How many good moments are missing to make up for the bad; 0 where there are enough.

        Only what somebody said counts: nobody is weighed by a suggestion.
        """
        return max(self.weight * self.confirmed.bad - self.confirmed.good, 0)
