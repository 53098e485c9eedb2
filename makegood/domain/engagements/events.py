"""What can happen to a piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class EngagementBegun(Event):
    """A piece of work began."""

    name: ClassVar[str] = "engagement.begun"
    subject_kind: ClassVar[str] = "engagement"
    phase: ClassVar[str] = "fulfilment"
