"""What can happen to a piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.domain.engagements.rules import Part
from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class EngagementBegun(Event):
    """A piece of work began."""

    name: ClassVar[str] = "engagement.begun"
    subject_kind: ClassVar[str] = "engagement"
    phase: ClassVar[str] = "fulfilment"


@dataclass(frozen=True, kw_only=True)
class EngagementDescribed(Event):
    """Its name, its value, or the customer's own date was written anew: which, not what."""

    name: ClassVar[str] = "engagement.described"
    subject_kind: ClassVar[str] = "engagement"

    what: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class CadenceBegun(Event):
    """From now on the customer hears regularly how it is going."""

    name: ClassVar[str] = "cadence.begun"
    subject_kind: ClassVar[str] = "engagement"

    weekday: int | None = None
    working_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class CadenceEnded(Event):
    """No further update is promised of itself."""

    name: ClassVar[str] = "cadence.ended"
    subject_kind: ClassVar[str] = "engagement"
