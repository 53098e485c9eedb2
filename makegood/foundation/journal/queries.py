"""Reading what happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from makegood.foundation.journal.models import Entry, Feeling, ImportBatch


class Place(NamedTuple):
    """Where something stands in the journal: what happened, to which row, and when."""

    event: str
    kind: str
    number: int
    when: datetime


def about(subject_kind: str, subject_id: int) -> list[Entry]:
    """Everything that happened to one thing of our business, oldest first."""
    found = Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(found.order_by("happened_at", "id"))


def told_there(places: Collection[Place]) -> dict[Place, Entry]:
    """The entry of each place that the journal tells of; of several the first."""
    told = Entry.objects.filter(
        subject_kind__in={place.kind for place in places},
        subject_id__in={place.number for place in places},
        event__in={place.event for place in places},
    )
    found = {
        Place(one.event, one.subject_kind, one.subject_id, one.happened_at): one
        for one in told.order_by("-id")
    }
    return {place: found[place] for place in places if place in found}


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


def touchpoint(entry_id: int) -> Entry:
    """One touchpoint of our business with its feeling; Entry.DoesNotExist if it is none of ours."""
    found: Entry = _with_feelings(Entry.objects.filter(pk=entry_id)).get()
    return found


def lived_through(customer_ids: Collection[int]) -> QuerySet[Entry]:
    """The touchpoints of these customers, newest first, each with the feeling that stands.

    Two questions when it is asked, for however many. (In `felt`: none or one.)
    """
    found = Entry.objects.filter(customer_id__in=customer_ids)
    return _with_feelings(found).order_by("-happened_at", "-id")


def _with_feelings(found: QuerySet[Entry]) -> QuerySet[Entry]:
    stands = Feeling.objects.filter(taken_back_at=None).select_related("said_by__user")
    lived = found.exclude(phase="")
    return lived.prefetch_related(Prefetch("feelings", stands, to_attr="felt"))
