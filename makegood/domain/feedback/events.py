"""What can happen to what customers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from makegood.domain.feedback.models import Asking, Invitation
from makegood.domain.feedback.rules.reasons import What
from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class RatingGiven(Event):
    """A customer rated a piece of work. Their words stay on the row."""

    name: ClassVar[str] = "rating.given"
    subject_kind: ClassVar[str] = "rating"
    phase: ClassVar[str] = "after"

    score: int
    out_of: int


@dataclass(frozen=True, kw_only=True)
class SurveyBegun(Event):
    """A survey was set up, its first questions not published yet."""

    name: ClassVar[str] = "survey.begun"
    subject_kind: ClassVar[str] = "survey"


@dataclass(frozen=True, kw_only=True)
class SurveyPublished(Event):
    """Its questions stand, as this version."""

    name: ClassVar[str] = "survey.published"
    subject_kind: ClassVar[str] = "survey"

    version: int


@dataclass(frozen=True, kw_only=True)
class SurveyRenamed(Event):
    """It has another name, which stands on its row."""

    name: ClassVar[str] = "survey.renamed"
    subject_kind: ClassVar[str] = "survey"


@dataclass(frozen=True, kw_only=True)
class SurveyRetired(Event):
    """Nobody is asked it any more. What was answered stays."""

    name: ClassVar[str] = "survey.retired"
    subject_kind: ClassVar[str] = "survey"


@dataclass(frozen=True, kw_only=True)
class SurveyTakenUp(Event):
    """A survey that was retired is in use again."""

    name: ClassVar[str] = "survey.taken_up"
    subject_kind: ClassVar[str] = "survey"


@dataclass(frozen=True, kw_only=True)
class AnswersBrought(Event):
    """Responses from another program came in, so many. They are no touchpoints of ours."""

    name: ClassVar[str] = "survey.answers_brought"
    subject_kind: ClassVar[str] = "survey"

    responses: int


@dataclass(frozen=True, kw_only=True)
class AskingBegun(Event):
    """A survey is asked by itself from now on."""

    name: ClassVar[str] = "asking.begun"
    subject_kind: ClassVar[str] = "survey"

    on: Asking.On
    days_after: int


@dataclass(frozen=True, kw_only=True)
class AskingEnded(Event):
    name: ClassVar[str] = "asking.ended"
    subject_kind: ClassVar[str] = "survey"

    on: Asking.On


@dataclass(frozen=True, kw_only=True)
class InvitationEvent(Event):
    """Happened to one person's being asked."""

    name: ClassVar[str] = ""
    subject_kind: ClassVar[str] = "invitation"

    @classmethod
    def of(cls, invitation: Invitation, **facts: Any) -> Self:
        """The event with what it points at."""
        return cls(
            subject_id=invitation.pk,
            customer_id=invitation.customer_id,
            engagement_id=invitation.engagement_id,
            **facts,
        )


@dataclass(frozen=True, kw_only=True)
class InvitationMade(InvitationEvent):
    """They will be asked, or have the link at hand."""

    name: ClassVar[str] = "invitation.made"

    how: Invitation.How


@dataclass(frozen=True, kw_only=True)
class InvitationSent(InvitationEvent):
    """A letter asks them."""

    name: ClassVar[str] = "invitation.sent"
    phase: ClassVar[str] = "after"


@dataclass(frozen=True, kw_only=True)
class InvitationReminded(InvitationEvent):
    """A letter asks them once more."""

    name: ClassVar[str] = "invitation.reminded"
    phase: ClassVar[str] = "after"


@dataclass(frozen=True, kw_only=True)
class InvitationDropped(InvitationEvent):
    """They are not asked after all."""

    name: ClassVar[str] = "invitation.dropped"

    why: Invitation.Dropped


@dataclass(frozen=True, kw_only=True)
class SurveyScored(Event):
    """They pressed how it was, all in all; the rest may never be answered."""

    name: ClassVar[str] = "survey.scored"
    subject_kind: ClassVar[str] = "response"
    phase: ClassVar[str] = "after"

    score: int
    out_of: int
    low: bool


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """They answered to the end. Their words stay on the rows."""

    name: ClassVar[str] = "survey.answered"
    subject_kind: ClassVar[str] = "response"


@dataclass(frozen=True, kw_only=True)
class AskingStopped(Event):
    """A customer wants to be asked no more."""

    name: ClassVar[str] = "asking.stopped"
    subject_kind: ClassVar[str] = "customer"


@dataclass(frozen=True, kw_only=True)
class AskingAllowed(Event):
    """A customer may be asked again: it was stopped by mistake, or they said so."""

    name: ClassVar[str] = "asking.allowed"
    subject_kind: ClassVar[str] = "customer"


@dataclass(frozen=True, kw_only=True)
class ReasonConfirmed(Event):
    """A member says what somebody's words are about."""

    name: ClassVar[str] = "reason.confirmed"
    subject_kind: ClassVar[str] = "response"

    what: What


@dataclass(frozen=True, kw_only=True)
class ReasonTakenOff(Event):
    """A member says that somebody's words are not about this."""

    name: ClassVar[str] = "reason.taken_off"
    subject_kind: ClassVar[str] = "response"

    what: What
