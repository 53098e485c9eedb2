"""Whose answers could be guessed: of fewer than five people nothing is broken down."""

from __future__ import annotations

from makegood.domain.insights.rules.means import FEWEST


def may_be_broken_down(people: int, *, of: int) -> bool:
    """Whether figures of `people` out of `of` may be shown apart.

    Neither they nor those who are left may be one to four: whoever knows all and a part knows
    the rest. Where nobody is left, the part is all of them.
    """
    left = of - people
    return people >= FEWEST and (left <= 0 or left >= FEWEST)
