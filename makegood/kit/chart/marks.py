"""What a chart is drawn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One figure, and every word that stands beside it.

    `value` is None where there is none, or too few to say: a gap. `low` and `high` are its
    interval. `beneath` is a second line under the label, as the year under a month; `full` is the
    whole of it as one sentence. `so_far`: more may come, so its dot is hollow.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    said: str = ""
    n: str = ""
    beneath: str = ""
    full: str = ""
    so_far: bool = False


@dataclass(frozen=True)
class Scale:
    """From where to where, and the values that are named on it."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """How far along a value lies: 0 to 1, never outside."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
