"""What of an import stays when it is taken back, because we worked with it since."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models import Invitation, Response, Survey
from makegood.domain.ideas.models import Idea, News, Voice
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, Cause, Prevention, Remedy, Step
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.journal.queries import worked_with_since


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


def customers_staying(batch: ImportBatch) -> set[int]:
    """The customers an import brought who stay when it is undone: we worked with them since.

    So do those out of whose cases came what another case counts on that stays.
    """
    came = Customer.objects.filter(import_batch=batch)
    staying = set(worked_with_since(batch, came).values_list("pk", flat=True))
    while True:
        changes = _counted_on(batch, staying).filter(case__customer__in=came)
        more = set(changes.values_list("case__customer", flat=True)) - staying
        if not more:
            return staying
        staying |= more


def wrong_and_staying(batch: ImportBatch, customers: Collection[int]) -> list[QuerySet[Any]]:
    """Cases with what they promised and where they came from, in the order in which they let go."""
    counted_on = _counted_on(batch, customers).values("case")
    theirs = Q(customer__in=customers) | Q(pk__in=counted_on) | _since(batch, "case")
    cases = Case.objects.filter(theirs, import_batch=batch)
    within = (Step, Remedy, Prevention)
    promised = [model.objects.filter(case__in=cases).values("promise") for model in within]
    stay = reduce(or_, (Q(pk__in=one) for one in (*promised, cases.values("answer"))))
    named = Case.objects.filter(~Q(import_batch=batch) | Q(pk__in=cases)).values("cause")
    changed = Prevention.objects.filter(~Q(case__import_batch=batch) | Q(case__in=cases))
    return [
        Promise.objects.filter(stay, import_batch=batch),
        Cause.objects.filter(
            Q(pk__in=named) | Q(pk__in=changed.values("cause")), import_batch=batch
        ),
        Engagement.objects.filter(pk__in=cases.values("engagement"), import_batch=batch),
        cases,
    ]


def ideas_and_staying(batch: ImportBatch, customers: Collection[int]) -> list[QuerySet[Any]]:
    """Ideas, each after what it promised, in the order in which they let go of the import."""
    theirs = [
        model.objects.filter(customer__in=customers).values("idea") for model in (Voice, News)
    ]
    had = Q(pk__in=theirs[0]) | Q(pk__in=theirs[1])
    ideas = Idea.objects.filter(had | _since(batch, "idea"), import_batch=batch)
    promised = Promise.objects.filter(pk__in=ideas.values("promise"), import_batch=batch)
    return [promised, ideas]


def _counted_on(batch: ImportBatch, customers: Collection[int]) -> QuerySet[Prevention]:
    """What we changed on which a case counts that is not of this import, or stays."""
    stays = ~Q(import_batch=batch) | Q(customer__in=customers)
    counting = Case.objects.filter(stays, prevention=OuterRef("pk"))
    return Prevention.objects.filter(Exists(counting), case__import_batch=batch)


def _since(batch: ImportBatch, kind: str) -> Q:
    """Whether something happened to it that was not this import."""
    found = Entry.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"))
    return Q(Exists(found.exclude(by=Entry.By.IMPORT, by_id=batch.pk)))
