"""Write down what happened, in the transaction in which it happened."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.journal.models import Entry


@transaction.atomic
def record(event: Event, *, by: Actor, at: datetime, happened_at: datetime | None = None) -> Entry:
    """Journal the event in the business we are in. `at` is now; `happened_at` may be earlier.

    Each reaction to it gets a delivery and a job in the same transaction. An import triggers
    no reaction.
    """
    entry: Entry = Entry.objects.create(
        event=event.name,
        by=by.kind,
        by_id=by.id,
        by_rule=by.rule,
        happened_at=happened_at or at,
        recorded_at=at,
        customer_id=event.customer_id,
        engagement_id=event.engagement_id,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        phase=event.phase,
        facts=event.facts(),
    )
    return entry
