"""Writing letters. They go out by themselves once the writing is committed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.foundation.mail.actions.posting import enqueue
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import one_line


@transaction.atomic
def write(
    *,
    kind: Letter.Kind,
    about: int,
    to_name: str,
    to_address: str,
    subject: str,
    text: str,
    html: str,
    language: str,
    at: datetime,
    reply_to: str = "",
    customer_id: int | None = None,
    engagement_id: int | None = None,
    because: int | None = None,
) -> Letter:
    """Put a letter into the outbox, in the caller's transaction; it goes out after the commit."""
    letter: Letter = Letter.objects.create(
        kind=kind,
        about=about,
        customer_id=customer_id,
        engagement_id=engagement_id,
        because_id=because,
        to_name=one_line(to_name, 200),
        to_address=to_address,
        reply_to=reply_to,
        subject=one_line(subject, 300),
        text=text,
        html=html,
        language=language,
        made_at=at,
    )
    enqueue(letter)
    return letter
