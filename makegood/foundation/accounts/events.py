"""What can happen to a business's own record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event
from makegood.foundation.tenancy.models import Member


@dataclass(frozen=True, kw_only=True)
class BusinessOpened(Event):
    name: ClassVar[str] = "business.opened"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class BusinessChanged(Event):
    """Its settings: name, zone, language, noun, country."""

    name: ClassVar[str] = "business.changed"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class BusinessRetired(Event):
    """A demo made way for a new one: nobody works there any more."""

    name: ClassVar[str] = "business.retired"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    name: ClassVar[str] = "member.joined"
    subject_kind: ClassVar[str] = "member"

    role: Member.Role


@dataclass(frozen=True, kw_only=True)
class MemberNamed(Event):
    """A member said how they are called."""

    name: ClassVar[str] = "member.named"
    subject_kind: ClassVar[str] = "member"


@dataclass(frozen=True, kw_only=True)
class HoursChanged(Event):
    name: ClassVar[str] = "hours.changed"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class ClosureAdded(Event):
    name: ClassVar[str] = "closure.added"
    subject_kind: ClassVar[str] = "closure"


@dataclass(frozen=True, kw_only=True)
class ClosureRemoved(Event):
    name: ClassVar[str] = "closure.removed"
    subject_kind: ClassVar[str] = "closure"
