"""What of an import stays when it is taken back, because we worked with it since."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from makegood.domain.feedback.models import Invitation, Response, Survey
from makegood.foundation.journal.models import Entry, ImportBatch


def asked_and_staying(batch: ImportBatch, customers: Collection[int]) -> list[QuerySet[Any]]:
    """Responses, invitations and surveys, in the order in which they let go of the import.

    Each is asked when the one before has let go. `customers`: those who stay.
    """
    theirs = Q(customer__in=customers)
    responses = Response.objects.filter(theirs | _since(batch, "response"), import_batch=batch)
    ours = Response.objects.filter(invitation=OuterRef("pk"), import_batch=None)
    worked = theirs | Q(Exists(ours)) | _since(batch, "invitation")
    invitations = Invitation.objects.filter(worked, import_batch=batch)
    asked = Invitation.objects.filter(survey=OuterRef("pk")).exclude(import_batch=batch)
    surveys = Survey.objects.filter(Q(Exists(asked)) | _since(batch, "survey"), import_batch=batch)
    return [responses, invitations, surveys]


def _since(batch: ImportBatch, kind: str) -> Q:
    """Whether something happened to it that was not this import."""
    found = Entry.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"))
    return Q(Exists(found.exclude(by=Entry.By.IMPORT, by_id=batch.pk)))
