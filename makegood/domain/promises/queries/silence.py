"""Dues of ours that passed while their customers had heard nothing."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from makegood.domain.promises.models import WATCHED, Promise, Telling


def passed_in_silence(now: datetime) -> QuerySet[Promise]:
    """Open promises to customers whose due passed untold and is not written down; oldest first.

    Untold as the tellings stand now: of those that reach this due, none is of before it passed.
    Not what had passed when its import was published: nobody was to watch it here.
    """
    in_time = Telling.objects.filter(
        promise=OuterRef("pk"),
        taken_back_at=None,
        through__gte=OuterRef("due_number"),
        told_at__lte=OuterRef("late_after"),
    )
    ours = Q(import_batch=None) | Q(late_after__gte=F("import_batch__published_at"))
    passed = Promise.objects.filter(WATCHED, to=Promise.To.CUSTOMER, late_after__lt=now)
    return passed.filter(ours, ~Exists(in_time)).order_by("late_after", "id")
