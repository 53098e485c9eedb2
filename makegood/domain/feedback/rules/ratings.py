"""What a score and its words may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LOWEST_SCALE, HIGHEST_SCALE = 2, 100
LONGEST_WORDS = 5000


@dataclass(frozen=True, kw_only=True)
class Said:
    """A rating as it was given: so many of so many, when, and whether they had been asked then.

    `key` tells it apart in the file it came from.
    """

    score: int
    out_of: int
    said_at: datetime
    asked_at: datetime | None = None
    words: str = ""
    key: str = ""


def is_scale(out_of: int) -> bool:
    """Whether somebody could rate on it: from 2 to 100."""
    return LOWEST_SCALE <= out_of <= HIGHEST_SCALE


def is_on_scale(score: int, out_of: int) -> bool:
    """Whether a score lies on its scale. Some begin at 0, stars at 1."""
    return 0 <= score <= out_of
