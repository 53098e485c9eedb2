"""What of a file is here already, and what an import brought."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.journal.queries import worked_with_since

AT_ONCE = 500


def known(keys: Collection[str]) -> set[str]:
    """Which of these import keys have a promise in our ledger."""
    listed, found = list(keys), set[str]()
    for start in range(0, len(listed), AT_ONCE):
        asked = Promise.objects.filter(import_key__in=listed[start : start + AT_ONCE])
        found |= set(asked.values_list("import_key", flat=True))
    return found


def staying(batch: ImportBatch) -> QuerySet[Customer]:
    """The customers an import brought who stay when it is undone: we worked with them since."""
    return worked_with_since(batch, Customer.objects.filter(import_batch=batch))
