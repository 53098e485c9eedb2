"""What was taken out, and whether that is little or much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.models import Export
from makegood.domain.feedback.queries.attachments import bytes_shown
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.models import Entry

KEPT_FOR = timedelta(days=3)
# What is put together while a page is asked for.
LITTLE = 500
LITTLE_BYTES = 20_000_000


def exports() -> QuerySet[Export]:
    """The exports whose file is there or on its way, the last first."""
    there = Q(file=None) | Q(file__forgotten_at=None)
    return Export.objects.filter(there).select_related("file", "asked_by__user").order_by("-id")


def old(now: datetime) -> Iterator[Export]:
    """Those that were kept long enough."""
    yield from exports().filter(file__kept_at__lt=now - KEPT_FOR)


def is_little() -> bool:
    """Whether so little happened here that a page can wait for it."""
    models = (Customer, Promise, Entry)
    if bytes_shown() > LITTLE_BYTES:
        return False
    return all(len(model.objects.values_list("pk")[: LITTLE + 1]) <= LITTLE for model in models)
