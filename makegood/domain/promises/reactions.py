"""What promises do when something happens."""

from __future__ import annotations

from datetime import datetime

from makegood.domain.promises.actions.waiting import carry_on
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry


def prerequisite_arrived(entry: Entry, *, at: datetime) -> None:
    """What others waited for is here: those whose date it made impossible move, once."""
    awaited = Promise.objects.filter(pk=entry.subject_id, kept_at__isnull=False).first()
    if awaited is not None:
        by = Actor("rule", entry.pk, rule="prerequisite arrived")
        carry_on(awaited=awaited, by=by, at=at)
