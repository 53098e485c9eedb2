"""Where marks go on a line so that none collides: difference constraints, solved by two sweeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Apart(NamedTuple):
    """Mark `after` stands at least `by` pixels beyond mark `before` (indices, before < after)."""

    before: int
    after: int
    by: float


def place(
    wanted: Sequence[float], apart: Sequence[Apart], low: Sequence[float], high: Sequence[float]
) -> list[float] | None:
    """Positions in [low, high], near the wanted ones (which ascend), keeping every distance.

    None when there is no room. Marks that crowd are nudged to both sides alike: the mean of the
    solution pushed right and the one pushed left keeps every distance that both keep.
    """
    least = _pushed(low, apart)
    most = _pulled(high, apart)
    if any(a > b + 1e-6 for a, b in zip(least, most, strict=True)):
        return None
    rightward = _pushed([max(a, w) for a, w in zip(least, wanted, strict=True)], apart)
    rightward = [min(a, b) for a, b in zip(rightward, most, strict=True)]
    leftward = _pulled([min(a, w) for a, w in zip(most, wanted, strict=True)], apart)
    leftward = [max(a, b) for a, b in zip(leftward, least, strict=True)]
    return [(a + b) / 2 for a, b in zip(rightward, leftward, strict=True)]


def _pushed(start: Sequence[float], apart: Sequence[Apart]) -> list[float]:
    found = list(start)
    for before, after, by in sorted(apart, key=lambda each: each.after):
        found[after] = max(found[after], found[before] + by)
    return found


def _pulled(start: Sequence[float], apart: Sequence[Apart]) -> list[float]:
    found = list(start)
    for before, after, by in sorted(apart, key=lambda each: -each.before):
        found[before] = min(found[before], found[after] - by)
    return found
