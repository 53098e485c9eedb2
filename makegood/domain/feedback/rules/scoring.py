"""What a score means: whether somebody must hear from us, and how it felt."""

from __future__ import annotations

from enum import StrEnum


class Felt(StrEnum):
    """How it was, as their own score says."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"


def is_low(score: int, out_of: int) -> bool:
    """Whether it went wrong for them: two of five and less, and as much of any other scale."""
    return 5 * score <= 2 * out_of


def felt(score: int, out_of: int) -> Felt:
    """Low is bad; four of five and more is good."""
    if is_low(score, out_of):
        return Felt.BAD
    return Felt.GOOD if 5 * score >= 4 * out_of else Felt.NEUTRAL
