"""What can happen to a promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from makegood.domain.promises.models import Move, Notice, Outlook, Promise, Telling, Update
from makegood.domain.promises.rules.standing import Kept
from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class PromiseEvent(Event):
    """Happened to a promise; its facts hold days, instants and words from closed lists."""

    name: ClassVar[str] = ""
    subject_kind: ClassVar[str] = "promise"
    phase: ClassVar[str] = "fulfilment"


@dataclass(frozen=True, kw_only=True)
class PromiseMade(PromiseEvent):
    name: ClassVar[str] = "promise.made"

    kind: Promise.Kind
    due_from: date | None = None
    due_to: date | None = None
    due_at: datetime | None = None
    succeeds: int | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseKept(PromiseEvent):
    name: ClassVar[str] = "promise.kept"

    kept: Kept


@dataclass(frozen=True, kw_only=True)
class PromiseReopened(PromiseEvent):
    """“Kept” was pressed by mistake."""

    name: ClassVar[str] = "promise.reopened"
    phase: ClassVar[str] = ""


@dataclass(frozen=True, kw_only=True)
class PromiseMoved(PromiseEvent):
    name: ClassVar[str] = "promise.moved"

    move: int
    reason: Move.Reason
    was_from: date | None = None
    was_to: date | None = None
    was_at: datetime | None = None
    due_from: date | None = None
    due_to: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseMissed(PromiseEvent):
    """A due of ours to a customer passed, and they had heard nothing of it by then."""

    name: ClassVar[str] = "promise.missed"

    due_number: int


@dataclass(frozen=True, kw_only=True)
class PromiseTold(PromiseEvent):
    """The customer heard that the date would not hold."""

    name: ClassVar[str] = "promise.told"

    telling: int
    how: Telling.How
    through: int


@dataclass(frozen=True, kw_only=True)
class TellingTakenBack(PromiseEvent):
    name: ClassVar[str] = "promise.untold"
    phase: ClassVar[str] = ""

    telling: int


@dataclass(frozen=True, kw_only=True)
class PromiseWithdrawn(PromiseEvent):
    name: ClassVar[str] = "promise.withdrawn"

    asked_by: Promise.AskedBy


@dataclass(frozen=True, kw_only=True)
class PromiseRestored(PromiseEvent):
    """Withdrawn by a rule because its matter was done; the matter is open again."""

    name: ClassVar[str] = "promise.restored"
    phase: ClassVar[str] = ""


@dataclass(frozen=True, kw_only=True)
class WaitingBegun(PromiseEvent):
    """It now waits on another promise."""

    name: ClassVar[str] = "promise.waits"
    phase: ClassVar[str] = ""

    on: int
    working_days: int


@dataclass(frozen=True, kw_only=True)
class WaitingEnded(PromiseEvent):
    name: ClassVar[str] = "promise.waits_no_more"
    phase: ClassVar[str] = ""

    on: int


@dataclass(frozen=True, kw_only=True)
class NoticeWritten(PromiseEvent):
    """We wrote to the customer that the date changed. They know once the letter was taken."""

    name: ClassVar[str] = "promise.notice_written"
    phase: ClassVar[str] = ""

    notice: int
    move: int


@dataclass(frozen=True, kw_only=True)
class NoticeAnswered(PromiseEvent):
    """The customer pressed one of the answers we offered."""

    name: ClassVar[str] = "promise.notice_answered"

    notice: int
    choice: Notice.Option


@dataclass(frozen=True, kw_only=True)
class AnswerSeen(PromiseEvent):
    """Somebody of the team took note of what the customer answered."""

    name: ClassVar[str] = "promise.answer_seen"
    phase: ClassVar[str] = ""

    notice: int


@dataclass(frozen=True, kw_only=True)
class OutlookSaid(PromiseEvent):
    """A member said before the day whether it will hold."""

    name: ClassVar[str] = "promise.outlook_said"
    phase: ClassVar[str] = ""

    says: Outlook.Says


@dataclass(frozen=True, kw_only=True)
class PromisePlaced(PromiseEvent):
    """It is part of a piece of work from now on, or of none."""

    name: ClassVar[str] = "promise.placed"
    phase: ClassVar[str] = ""


@dataclass(frozen=True, kw_only=True)
class UpdateWritten(Event):
    """We wrote how it is going; they know once the letter was taken, or somebody told them."""

    name: ClassVar[str] = "update.written"
    subject_kind: ClassVar[str] = "update"

    says: Update.Says


@dataclass(frozen=True, kw_only=True)
class UpdateHeard(Event):
    """The customer heard how it is going."""

    name: ClassVar[str] = "update.heard"
    subject_kind: ClassVar[str] = "update"
    phase: ClassVar[str] = "fulfilment"

    how: Telling.How


@dataclass(frozen=True, kw_only=True)
class UpdateUnheard(Event):
    """They had not heard it: its letter came back."""

    name: ClassVar[str] = "update.unheard"
    subject_kind: ClassVar[str] = "update"
