"""A letter that came back after a server had taken it, as a member says who saw the returned mail.

`sent_at` and the server's reply stay: that it was taken remains true. Whom it told is for others to
take back, after the event.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Value, When

from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.events import BounceTakenBack, LetterBounced, LetterEvent
from makegood.foundation.mail.models import KEPT_HERE, Letter
from makegood.foundation.mail.rules import one_line

State = Letter.State


@transaction.atomic
def came_back(*, letter: Letter, why: str, by: Actor, at: datetime) -> bool:
    """It came back. True if this press said so: not of one that never left, nor a second time."""
    left = Letter.objects.filter(pk=letter.pk, state__in=[State.SENT, State.UNKNOWN])
    gone = left.exclude(reply__startswith=KEPT_HERE)
    said = {"came_back_at": at, "came_back_why": one_line(why, 500)}
    if not gone.update(state=State.BOUNCED, **said):
        return False
    letter.refresh_from_db()
    record(_about(letter, LetterBounced), by=by, at=at)
    return True


@transaction.atomic
def did_not_come_back(*, letter: Letter, by: Actor, at: datetime) -> bool:
    """That was a mistake: it is again what it was before. True if this press did it."""
    before = Case(When(sent_at=None, then=Value(State.UNKNOWN)), default=Value(State.SENT))
    back = Letter.objects.filter(pk=letter.pk, state=State.BOUNCED)
    if not back.update(state=before, came_back_at=None, came_back_why=""):
        return False
    letter.refresh_from_db()
    record(_about(letter, BounceTakenBack), by=by, at=at)
    return True


def _about(letter: Letter, event: type[LetterEvent]) -> LetterEvent:
    return event(
        subject_id=letter.pk,
        customer_id=letter.customer_id,
        engagement_id=letter.engagement_id,
        kind=Letter.Kind(letter.kind),
        about=letter.about,
    )
