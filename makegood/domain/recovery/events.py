"""What can happen to a case, and to where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.domain.recovery.models import Case, How, Remedy
from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Happened in a case. One that the customer lived through says so by its phase."""

    name: ClassVar[str] = ""
    subject_kind: ClassVar[str] = "case"


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    """Something went wrong for a customer."""

    name: ClassVar[str] = "case.opened"

    opened_as: Case.OpenedAs


@dataclass(frozen=True, kw_only=True)
class CaseJoined(CaseEvent):
    """Something more happened, or was said, in the same matter."""

    name: ClassVar[str] = "case.joined"

    opened_as: Case.OpenedAs


@dataclass(frozen=True, kw_only=True)
class CaseTaken(CaseEvent):
    """A member sees to it from now on."""

    name: ClassVar[str] = "case.taken"

    member: int


@dataclass(frozen=True, kw_only=True)
class CaseAcknowledged(CaseEvent):
    """We said that we heard them."""

    name: ClassVar[str] = "case.acknowledged"
    phase: ClassVar[str] = "after"

    how: How


@dataclass(frozen=True, kw_only=True)
class CaseUnsaid(CaseEvent):
    """They did not get a letter of ours: what it said is asked for again."""

    name: ClassVar[str] = "case.unsaid"

    letter: int


@dataclass(frozen=True, kw_only=True)
class CaseHeard(CaseEvent):
    """They said in their words what went wrong, or what would be right."""

    name: ClassVar[str] = "case.heard"
    phase: ClassVar[str] = "after"

    hearing: int
    how: How


@dataclass(frozen=True, kw_only=True)
class CaseAccounted(CaseEvent):
    """A member said what happened on our side."""

    name: ClassVar[str] = "case.accounted"

    account: int


@dataclass(frozen=True, kw_only=True)
class RemedyAsked(CaseEvent):
    """A remedy waits for somebody who may decide on so much."""

    name: ClassVar[str] = "case.remedy_asked"

    remedy: int
    cost_cents: int


@dataclass(frozen=True, kw_only=True)
class RemedyDecided(CaseEvent):
    """How we put it right was decided, and promised."""

    name: ClassVar[str] = "case.remedy_decided"

    remedy: int
    kind: Remedy.Kind
    cost_cents: int


@dataclass(frozen=True, kw_only=True)
class RemedyTold(CaseEvent):
    """We said to them how we put it right."""

    name: ClassVar[str] = "case.remedy_told"
    phase: ClassVar[str] = "after"

    remedy: int
    how: How


@dataclass(frozen=True, kw_only=True)
class RemedyEnded(CaseEvent):
    """A remedy stands no more: another has to be found."""

    name: ClassVar[str] = "case.remedy_ended"

    remedy: int


@dataclass(frozen=True, kw_only=True)
class VerificationAsked(CaseEvent):
    """We asked them whether it is right now."""

    name: ClassVar[str] = "case.verification_asked"

    number: int


@dataclass(frozen=True, kw_only=True)
class CaseFoundRight(CaseEvent):
    """They say that it is right now."""

    name: ClassVar[str] = "case.found_right"
    phase: ClassVar[str] = "after"

    how: How


@dataclass(frozen=True, kw_only=True)
class CaseFoundWrong(CaseEvent):
    """They say that it is not right yet: it goes on."""

    name: ClassVar[str] = "case.found_wrong"
    phase: ClassVar[str] = "after"

    how: How


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseEvent):
    """The customer's side of it has ended."""

    name: ClassVar[str] = "case.closed"

    closing: Case.Closing


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseEvent):
    """It had not ended after all: they say that it is not right, or a day was missed in truth."""

    name: ClassVar[str] = "case.reopened"


@dataclass(frozen=True, kw_only=True)
class CauseNamed(CaseEvent):
    """Where it came from was named."""

    name: ClassVar[str] = "case.cause_named"

    cause: int


@dataclass(frozen=True, kw_only=True)
class PreventionPromised(CaseEvent):
    """We promised ourselves what keeps it from happening again."""

    name: ClassVar[str] = "case.prevention_promised"

    prevention: int


@dataclass(frozen=True, kw_only=True)
class StepBegun(CaseEvent):
    """The case goes on: what is asked for now was promised."""

    name: ClassVar[str] = "case.went_on"

    promise: int


@dataclass(frozen=True, kw_only=True)
class CauseAdded(Event):
    """A cause was put on the business's own list."""

    name: ClassVar[str] = "cause.added"
    subject_kind: ClassVar[str] = "cause"


@dataclass(frozen=True, kw_only=True)
class CauseRetired(Event):
    """A cause is offered no more."""

    name: ClassVar[str] = "cause.retired"
    subject_kind: ClassVar[str] = "cause"


@dataclass(frozen=True, kw_only=True)
class CauseCameBack(Event):
    """A cause that we had called fixed brought another case while we watched."""

    name: ClassVar[str] = "cause.came_back"
    subject_kind: ClassVar[str] = "cause"

    case: int
    prevention: int


@dataclass(frozen=True, kw_only=True)
class PreventionWatched(Event):
    """What we changed is done; from now on we watch whether it holds."""

    name: ClassVar[str] = "prevention.watched"
    subject_kind: ClassVar[str] = "prevention"


@dataclass(frozen=True, kw_only=True)
class PreventionUnwatched(Event):
    """What we change was not done after all."""

    name: ClassVar[str] = "prevention.unwatched"
    subject_kind: ClassVar[str] = "prevention"
