"""Beginning pieces of work."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.events import EngagementBegun
from makegood.domain.engagements.models import Engagement
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch


@transaction.atomic
def begin(
    *,
    customer: Customer,
    name: str,
    by: Actor,
    at: datetime,
    happened_at: datetime | None = None,
    batch: ImportBatch | None = None,
    import_key: str = "",
) -> Engagement:
    """Begin a piece of work for a customer. `at` is now; `happened_at` may be earlier."""
    engagement: Engagement = Engagement.objects.create(
        customer=customer,
        name=name,
        began_at=happened_at or at,
        import_batch=batch,
        import_key=import_key,
    )
    event = EngagementBegun(
        subject_id=engagement.pk, customer_id=customer.pk, engagement_id=engagement.pk
    )
    record(event, by=by, at=at, happened_at=happened_at)
    return engagement
