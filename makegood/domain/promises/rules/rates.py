"""Rates of promises kept, with how many they rest on and how far they may be off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import sqrt

Z_95 = 1.959963984540054


class Counts(StrEnum):
    """How one promise to a customer counts in the kept rate: by its first due."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    NOT_DUE = "not_due"
    LEFT_OUT = "left_out"
    BY_SUCCESSOR = "by_successor"


@dataclass(frozen=True)
class Fate:
    """What decides how a promise counts. `late_after_first` is None where no first date was said.

    `we_decided`: we withdrew it, and nobody asked us to. `we_replaced`: so we did with one that it
    stands in the place of. `end_recorded` is False for imports that do not know when it ended.
    """

    late_after_first: datetime | None
    kept_at: datetime | None = None
    withdrawn_at: datetime | None = None
    we_decided: bool = False
    end_recorded: bool = True
    has_successor: bool = False
    we_replaced: bool = False


def counts(fate: Fate, *, now: datetime) -> Counts:
    """How one promise to a customer counts: the oracle of `queries.rates`, which counts in SQL.

    A line of promises, each in the place of the one before, counts once, by its last. Left out:
    what had no date at first, and what was withdrawn while its first due was still ahead because
    the customer asked or agreed, by mistake, or nobody recorded by whom or when. What had passed
    unkept was not kept, whoever withdrew it then.
    """
    first = fate.late_after_first
    if fate.has_successor:
        return Counts.BY_SUCCESSOR
    if first is None:
        return Counts.LEFT_OUT
    if fate.we_replaced:
        return Counts.NOT_KEPT
    if fate.withdrawn_at is not None:
        too_late = fate.end_recorded and fate.withdrawn_at > first
        return Counts.NOT_KEPT if fate.we_decided or too_late else Counts.LEFT_OUT
    if fate.kept_at is not None:
        return Counts.KEPT if fate.kept_at <= first else Counts.NOT_KEPT
    return Counts.NOT_KEPT if now > first else Counts.NOT_DUE


@dataclass(frozen=True)
class Rate:
    """So many of so many, with a 95% interval. No share without its n."""

    kept: int
    of: int

    @property
    def share(self) -> float | None:
        return self.kept / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.kept, self.of)


def wilson(successes: int, n: int, z: float = Z_95) -> tuple[float, float] | None:
    """Wilson's score interval of a share, as two shares; None when n is 0.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927).
    """
    if n == 0:
        return None
    share = successes / n
    shrink = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / shrink
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / shrink
    low = 0.0 if successes == 0 else middle - half
    return low, 1.0 if successes == n else middle + half
