"""Saying what somebody's words are about, or that they are not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.feedback.events import ReasonConfirmed, ReasonTakenOff
from makegood.domain.feedback.models import Reason, Response
from makegood.domain.feedback.rules.reasons import What
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def confirm(
    *, response: Response, question: str, what: What, member: Member, by: Actor, at: datetime
) -> bool:
    """A member says that the words are about this, suggested or not. True if this press did it.

    Refused: a question that they did not answer in words.
    """
    held = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    written = held.answers.exclude(text="").values_list("question", flat=True)
    if question not in set(written):
        raise Refusal(_("They wrote nothing there."), field="what")
    said: dict[str, Any] = {"response": held, "question": question, "what": what.value}
    now: dict[str, Any] = {
        "confirmed_at": at,
        "confirmed_by": member,
        "taken_off_at": None,
        "taken_off_by": None,
    }
    reason, made = Reason.objects.get_or_create(**said, defaults={"said_at": at, **now})
    if not made:
        if reason.is_confirmed:
            return False
        Reason.objects.filter(pk=reason.pk).update(**now)
    record(ReasonConfirmed(**_pointers(held), what=what), by=by, at=at)
    return True


@transaction.atomic
def take_off(*, reason: Reason, member: Member, by: Actor, at: datetime) -> bool:
    """A member says that the words are not about this. True if this press did it."""
    standing = Reason.objects.filter(pk=reason.pk, taken_off_at=None)
    if not standing.update(taken_off_at=at, taken_off_by=member):
        return False
    event = ReasonTakenOff(**_pointers(reason.response), what=What(reason.what))
    record(event, by=by, at=at)
    return True


def _pointers(response: Response) -> dict[str, Any]:
    return {
        "subject_id": response.pk,
        "customer_id": response.customer_id,
        "engagement_id": response.engagement_id,
    }
