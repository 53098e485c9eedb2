"""Reading what somebody has answered, with the presses that are not worked out yet."""

from __future__ import annotations

from django.db import connection

from makegood.domain.feedback.models import Invitation, Press, Response
from makegood.domain.feedback.queries.responses import answers_of
from makegood.domain.feedback.rules.answers import Answered, answered, given_on


def hold(invitation: Invitation) -> None:
    """Whoever works out the same person's presses waits until we are done.

    (On SQLite they have waited already: each act is the only writer from its first statement on.)
    """
    if connection.features.has_select_for_update:
        Invitation.objects.select_for_update(of=("self",)).only("business").get(pk=invitation.pk)


def so_far(invitation: Invitation) -> Answered | None:
    """What they have answered so far; None where they have pressed nothing."""
    found = None
    for response in Response.objects.filter(invitation=invitation)[:1]:
        found = Answered(answers_of(response), response.finished_at is not None)
    for press in waiting(invitation):
        found = _after(invitation, found or Answered({}), press)
    return found


def waiting(invitation: Invitation) -> list[Press]:
    """Their presses that are not worked out yet, in the order in which they came."""
    return list(Press.objects.filter(invitation=invitation).order_by("id"))


def _after(invitation: Invitation, before: Answered, press: Press) -> Answered:
    """The same that `actions.answering.answer` makes of it."""
    if before.is_finished:
        return before
    asked = invitation.version.questionnaire
    given = given_on(asked.pages[press.page], before.answers, press.said, was_taken=True)
    return answered(asked, before.answers, press.page, given, enough=press.enough)
