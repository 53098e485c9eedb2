"""What can happen to what customers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class RatingGiven(Event):
    """A customer rated a piece of work. Their words stay on the row."""

    name: ClassVar[str] = "rating.given"
    subject_kind: ClassVar[str] = "rating"
    phase: ClassVar[str] = "after"

    score: int
    out_of: int
