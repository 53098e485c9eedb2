"""Keeping what somebody answers, page by page: what was pressed is never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from makegood.domain.feedback.actions.counting import count_out
from makegood.domain.feedback.actions.showing import bind
from makegood.domain.feedback.events import SurveyAnswered, SurveyScored
from makegood.domain.feedback.models import Invitation, Response, SurveyAnswer
from makegood.domain.feedback.models.responses import rows_of
from makegood.domain.feedback.queries.pressed import hold
from makegood.domain.feedback.queries.responses import answers_of
from makegood.domain.feedback.rules.answers import Value, answered, figures_of, given_on
from makegood.domain.feedback.rules.questionnaire import Page, Questionnaire
from makegood.domain.feedback.rules.scoring import felt, is_low
from makegood.foundation.journal.actions import record, suggest_feeling
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Feeling


@transaction.atomic
def answer(
    *,
    invitation: Invitation,
    page: int,
    said: Mapping[str, Sequence[str]],
    language: str,
    by: Actor,
    at: datetime,
    enough: bool = False,
    was_taken: bool = False,
) -> Response:
    """Keep the answers of one page (from 0), as a browser sends them; then the next can be asked.

    `enough`: they have no more to say, and the rest stays unanswered. The answers may be changed
    until the last page was answered; after it, what was answered stays, and another press changes
    nothing. Refused: what `rules.answers.read` refuses, and then nothing of the page is kept;
    nothing of what `was_taken` already. IndexError for a page that there is not.
    """
    hold(invitation)
    response, before = _so_far(invitation, language, at)
    if response.finished_at is not None:
        return response
    if response.counted_at is not None:
        count_out(response=response)
    questionnaire = invitation.version.questionnaire
    asked = questionnaire.pages[page]
    given = given_on(asked, before, said, was_taken=was_taken)
    after = answered(questionnaire, before, page, given, enough=enough)
    scored = _note_figures(response, questionnaire, after.answers)
    if after.is_finished:
        response.finished_at = at
    _save(response)
    if before:
        response.answers.filter(question__in=_keys(asked)).delete()
    SurveyAnswer.objects.bulk_create(rows_of(response, given))
    bind(response=response, page=asked, given=given, by=by, at=at)
    if scored:
        _score(response, by, at)
    if response.finished_at is not None:
        record(SurveyAnswered(**_pointers(response)), by=by, at=at)
    return response


def _so_far(
    invitation: Invitation, language: str, at: datetime
) -> tuple[Response, dict[str, Value]]:
    """What they have answered; a response that is not kept yet where it is their first press."""
    for known in Response.objects.filter(invitation=invitation)[:1]:
        return known, answers_of(known)
    begun = Response(
        invitation=invitation,
        survey_id=invitation.survey_id,
        version_id=invitation.version_id,
        customer_id=invitation.customer_id,
        engagement_id=invitation.engagement_id,
        member_id=invitation.member_id,
        language=language,
        started_at=at,
    )
    return begun, {}


def _keys(page: Page) -> list[str]:
    return [question.key for question in page.questions]


def _note_figures(
    response: Response, questionnaire: Questionnaire, answers: Mapping[str, Value]
) -> bool:
    """The three figures onto the response; whether they say another score than before."""
    before = response.overall
    for name, number in figures_of(questionnaire, answers).items():
        setattr(response, name, number)
    return response.overall not in {None, before}


def _save(response: Response) -> None:
    if response._state.adding:
        response.save(force_insert=True)
    else:
        response.save(update_fields=["overall", "overall_of", "nps", "effort", "finished_at"])


def _score(response: Response, by: Actor, at: datetime) -> None:
    """What they think of us, as soon as they said it."""
    score, out_of = response.overall, response.overall_of
    assert score is not None
    assert out_of is not None
    low = is_low(score, out_of)
    event = SurveyScored(**_pointers(response), score=score, out_of=out_of, low=low)
    entry = record(event, by=by, at=at)
    suggest_feeling(entry=entry, feels=Feeling.Feels(felt(score, out_of).value), at=at)


def _pointers(response: Response) -> dict[str, Any]:
    return {
        "subject_id": response.pk,
        "customer_id": response.customer_id,
        "engagement_id": response.engagement_id,
    }
