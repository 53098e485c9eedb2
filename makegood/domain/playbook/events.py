"""What can happen to the playbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class LeadsChanged(Event):
    """When we ask ourselves whether a promise will hold."""

    name: ClassVar[str] = "leads.changed"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class ReplyTimeChanged(Event):
    """Within how many office hours we promise to answer; 0 is not at all."""

    name: ClassVar[str] = "reply_time.changed"
    subject_kind: ClassVar[str] = "business"

    office_hours: int


@dataclass(frozen=True, kw_only=True)
class RecoveryTimesChanged(Event):
    """How many office hours each step of a case may take."""

    name: ClassVar[str] = "recovery_times.changed"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class AuthorityChanged(Event):
    """What each role may spend on putting something right without asking."""

    name: ClassVar[str] = "authority.changed"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class WeightChanged(Event):
    """How many good moments make up for one bad."""

    name: ClassVar[str] = "weight.changed"
    subject_kind: ClassVar[str] = "business"

    good_for_bad: int
