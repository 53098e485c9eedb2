"""Files that somebody shows us with their answer."""

from __future__ import annotations

from datetime import datetime

from makegood.domain.feedback.actions.showing import Sent, Taken, take
from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.rules.questionnaire import Kind, Question
from makegood.foundation.journal.events import Actor

JPEG, PNG = b"\xff\xd8\xff\xe0 the crooked sign", b"\x89PNG\r\n\x1a\n two"
PDF, EXE = b"%PDF-1.7 the bill", b"MZ\x90\x00 and so on"
SHOWS = Question(key="shows", kind=Kind.FILE, words={"en": "Show us, if you like"})


def sent(name: str = "sign.jpg", content: bytes = JPEG) -> Sent:
    return Sent(name=name, size=len(content), pieces=lambda: [content])


def show(invitation: Invitation, *files: Sent, at: datetime, away: tuple[int, ...] = ()) -> Taken:
    """What they send in answer to SHOWS."""
    by = Actor("customer", invitation.customer_id)
    return take(invitation=invitation, question=SHOWS, files=files or [], away=away, by=by, at=at)
