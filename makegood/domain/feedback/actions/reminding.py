"""Asking once more those who have not pressed anything, and then no more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.feedback import letters
from makegood.domain.feedback.actions.asking import drop
from makegood.domain.feedback.events import InvitationReminded
from makegood.domain.feedback.models import STILL_TO_REMIND, Invitation
from makegood.domain.feedback.queries import asking as found
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter


@transaction.atomic
def remind(*, invitation: Invitation, by: Actor, at: datetime) -> bool:
    """Write the letter that asks once more, or say why not. True if a letter was written.

    Whoever has begun to answer is left alone. Refused: more letters than leave in a day.
    """
    standing = Invitation.objects.select_for_update(of=("self",)).filter(STILL_TO_REMIND)
    if not standing.filter(pk=invitation.pk).exists():
        return False
    # Asked behind the lock that a press waits for: one that came first is seen, worked out or not.
    if not found.unanswered(pk=invitation.pk).exists():
        return False
    why = found.why_not(invitation)
    if why is not None:
        drop(invitation=invitation, why=why, by=by, at=at)
        return False
    entry = record(InvitationReminded.of(invitation), by=by, at=at)
    said = letters.reminder(invitation)
    invitation.reminder = write(kind=Letter.Kind.REMINDER, **said, because=entry.pk, at=at)
    invitation.reminded_at = at
    invitation.save(update_fields=["reminder", "reminded_at"])
    return True
