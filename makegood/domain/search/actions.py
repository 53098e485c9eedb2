"""Writing the words of rows that were there before, or while nobody kept them."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection, transaction

from makegood.domain.search.keeping.dialect import DIALECTS, way
from makegood.domain.search.models import Filled, Kind, Source, Word
from makegood.foundation.tenancy.business import Business
from makegood.foundation.tenancy.scope import enter

BATCH = 2000


def fill_again(*, kinds: Collection[Kind]) -> None:
    """The words of these kinds may have gaps."""
    if kinds:
        Filled.objects.filter(kind__in=kinds).delete()


def fill(*, source: Source) -> None:
    """Write the words of all rows of a source, unless that was done. Safe to stop and to repeat."""
    done = way(connection.vendor, source)
    if Filled.objects.filter(kind=source.kind, way=done).exists():
        return
    for business in Business.objects.only("pk").order_by("pk"):
        with enter(business):
            after: int | None = 0
            while after is not None:
                after = fill_next(source=source, business=business.pk, after=after)
    Filled.objects.update_or_create(kind=source.kind, defaults={"way": done})


@transaction.atomic
def fill_next(*, source: Source, business: int, after: int) -> int | None:
    """Write the words of the next rows behind this id; the last of their ids, None at the end."""
    keys = source.model.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    # The last stretch is open: it holds rows that a manager hides, and words of rows that are gone.
    last = next(iter(keys[BATCH - 1 : BATCH]), None)
    stale = Word.objects.filter(kind=source.kind, row_key__gt=after)
    (stale if last is None else stale.filter(row_key__lte=last)).delete()
    where = "found.business_id = %s AND found.id > %s"
    where += "" if last is None else f" AND found.id <= {last:d}"
    with connection.cursor() as cursor:
        cursor.execute(DIALECTS[connection.vendor].written(source, where), [business, after])
    return last
