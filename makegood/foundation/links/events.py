"""What can happen to a link. That it was opened is no event: a machine may have done it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event
from makegood.foundation.links.models import Link


@dataclass(frozen=True, kw_only=True)
class LinkMade(Event):
    name: ClassVar[str] = "link.made"
    subject_kind: ClassVar[str] = "link"

    purpose: Link.Purpose
    opens: int


@dataclass(frozen=True, kw_only=True)
class LinkRevoked(Event):
    name: ClassVar[str] = "link.revoked"
    subject_kind: ClassVar[str] = "link"

    purpose: Link.Purpose
