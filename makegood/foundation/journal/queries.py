"""Reading what happened."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from makegood.foundation.journal.models import Entry, ImportBatch


def about(subject_kind: str, subject_id: int) -> list[Entry]:
    """Everything that happened to one thing of our business, oldest first."""
    found = Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(found.order_by("happened_at", "id"))


def get(entry_id: int) -> Entry:
    """One entry of our business; Entry.DoesNotExist if it is not ours."""
    entry: Entry = Entry.objects.get(pk=entry_id)
    return entry


def imports() -> list[ImportBatch]:
    """What was brought in, or is on its way: the last first."""
    return list(ImportBatch.objects.order_by("-id"))


def worked_with_since(batch: ImportBatch, customers: QuerySet[Any]) -> QuerySet[Any]:
    """Those of these customers to whom something happened that was not this import."""
    theirs = Entry.objects.filter(customer_id=OuterRef("pk"))
    return customers.filter(Exists(theirs.exclude(by=Entry.By.IMPORT, by_id=batch.pk)))


def unfinished_import(source: str) -> ImportBatch | None:
    """The import from there that was opened last and never finished; None when there is none."""
    cut = source[: ImportBatch.LONGEST_SOURCE]
    found = ImportBatch.objects.filter(source=cut, published_at=None, undone_at=None)
    return found.order_by("id").last()
