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


def counts(
    *,
    late_after_first: datetime | None,
    kept_at: datetime | None,
    withdrawn_at: datetime | None,
    we_decided: bool,
    now: datetime,
) -> Counts:
    """How one promise to a customer counts. `we_decided`: we withdrew it, and nobody asked us to.

    Left out: what had no date at first, and what was withdrawn because the customer asked or
    agreed, by mistake, or before our time (an import that does not know).
    """
    if late_after_first is None:
        return Counts.LEFT_OUT
    if withdrawn_at is not None:
        return Counts.NOT_KEPT if we_decided else Counts.LEFT_OUT
    if kept_at is not None:
        return Counts.KEPT if kept_at <= late_after_first else Counts.NOT_KEPT
    return Counts.NOT_KEPT if now > late_after_first else Counts.NOT_DUE


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
