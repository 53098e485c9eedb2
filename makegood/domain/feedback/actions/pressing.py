"""A press is kept as it was sent, and they are thanked; what it means is worked out after that.

So whoever answers waits for one row and no more, and whatever breaks behind it loses no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django_tasks import TaskContext, task

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.models import Invitation, Press
from makegood.domain.feedback.queries.asking import has_begun, pressed_by
from makegood.domain.feedback.queries.pressed import hold, so_far, waiting
from makegood.domain.feedback.rules.answers import Answered, answered, given_on, kept_of
from makegood.foundation.jobs.backend import enqueue_first, once_while_open
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import current_business_id


@transaction.atomic
def press(
    *,
    invitation: Invitation,
    page: int,
    said: Mapping[str, Sequence[str]],
    language: str,
    at: datetime,
    enough: bool = False,
) -> bool:
    """Keep one page of answers (from 0) as a browser sends it; whether it was the last.

    `invitation` as `queries.asking.to_answer` finds it. `enough`: they have no more to say. After
    the last page another press changes nothing. Refused, and then nothing is kept: what
    `rules.answers.read` refuses. IndexError for a page that there is not.
    """
    before = (so_far(invitation) if has_begun(invitation) else None) or Answered({})
    if before.is_finished:
        return True
    questionnaire = invitation.version.questionnaire
    asked = questionnaire.pages[page]
    given = given_on(asked, before.answers, said)
    kept = Press(
        invitation=invitation,
        page=page,
        said={one.key: kept_of(one, said.get(one.key, ())) for one in asked.questions},
        enough=enough,
        language=language,
        pressed_at=at,
    )
    kept.save(force_insert=True)
    enqueue_first(work_out, business_id=kept.business_id, press_id=kept.pk)
    return answered(questionnaire, before.answers, page, given, enough=enough).is_finished


@task(takes_context=True)
@once_while_open
def work_out(context: TaskContext, *, business_id: int, press_id: int) -> None:
    """Make answers of a press, and of those of the same person before it."""
    if current_business_id() != business_id:
        raise RuntimeError("A press is worked out as a job, in its business.")
    invitation = pressed_by(press_id)
    if invitation is not None:
        answer_as_pressed(invitation=invitation)


@transaction.atomic
def answer_as_pressed(*, invitation: Invitation) -> int:
    """Make answers of all that they pressed, in its order and each at its time; how many."""
    hold(invitation)
    presses = waiting(invitation)
    for one in presses:
        answer(
            invitation=invitation,
            page=one.page,
            said=one.said,
            language=one.language,
            by=Actor("customer", invitation.customer_id),
            at=one.pressed_at,
            enough=one.enough,
            was_taken=True,
        )
    Press.objects.filter(pk__in=[one.pk for one in presses]).delete()
    return len(presses)
