"""Bringing in what another program asked: its questions as a survey, its answers as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from makegood.domain.feedback.actions.surveys import begin, publish
from makegood.domain.feedback.events import AnswersBrought
from makegood.domain.feedback.models import Invitation, Response, Survey, SurveyAnswer, Version
from makegood.domain.feedback.models.responses import rows_of
from makegood.domain.feedback.rules.answers import Value, figures_of
from makegood.domain.feedback.rules.questionnaire import Questionnaire
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member

AT_ONCE = 1000


@dataclass(frozen=True)
class Told:
    """One response elsewhere. Who it was, and whether they were asked, is not recorded."""

    started_at: datetime
    finished_at: datetime | None
    answers: Mapping[str, Value]


@transaction.atomic
def bring_answers(
    *,
    name: str,
    questionnaire: Questionnaire,
    responses: Sequence[Told],
    member: Member,
    by: Actor,
    at: datetime,
) -> Survey:
    """A survey of these questions with these responses. Nothing follows from them: no letter, no
    case. Refused, all of it: no name, and questions that cannot be asked.
    """
    survey = begin(name=name, questionnaire=questionnaire, by=by, at=at)
    version = publish(survey=survey, member=member, by=by, at=at)
    for first in range(0, len(responses), AT_ONCE):
        _write(version, questionnaire, responses[first : first + AT_ONCE], at)
    record(AnswersBrought(subject_id=survey.pk, responses=len(responses)), by=by, at=at)
    return survey


def _write(
    version: Version, questionnaire: Questionnaire, told: Sequence[Told], at: datetime
) -> None:
    invitations = Invitation.objects.bulk_create(
        Invitation(
            survey_id=version.survey_id,
            version=version,
            how=Invitation.How.BROUGHT,
            made_at=at,
            ask_at=one.started_at,
            dropped_at=at,
            dropped=Invitation.Dropped.BROUGHT,
        )
        for one in told
    )
    responses = Response.objects.bulk_create(
        Response(
            invitation=invitation,
            survey_id=version.survey_id,
            version=version,
            language=questionnaire.languages[0],
            started_at=one.started_at,
            finished_at=one.finished_at,
            **figures_of(questionnaire, one.answers),
        )
        for invitation, one in zip(invitations, told, strict=True)
    )
    SurveyAnswer.objects.bulk_create(_answers(responses, told), batch_size=AT_ONCE)


def _answers(responses: Sequence[Response], told: Sequence[Told]) -> Iterator[SurveyAnswer]:
    for response, one in zip(responses, told, strict=True):
        yield from rows_of(response, {key: value for key, value in one.answers.items() if value})
