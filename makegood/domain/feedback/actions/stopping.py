"""Who wants to be asked no more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.asking import drop
from makegood.domain.feedback.events import AskingAllowed, AskingStopped
from makegood.domain.feedback.models import Invitation, Stop
from makegood.domain.feedback.queries.asking import one_person, unanswered
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor


@transaction.atomic
def stop(*, customer: Customer, by: Actor, at: datetime) -> bool:
    """They are asked no more, at once and by no survey. True if this press did it."""
    head = Customer.objects.select_for_update(of=("self",)).get(pk=customer.head_id)
    if Stop.objects.filter(customer=head, taken_back_at=None).exists():
        return False
    Stop.objects.create(customer=head, stopped_at=at)
    record(AskingStopped(subject_id=head.pk, customer_id=head.pk), by=by, at=at)
    for one in unanswered(customer__in=one_person(head)):
        drop(invitation=one, why=Invitation.Dropped.STOPPED, by=by, at=at)
    return True


@transaction.atomic
def allow_again(*, customer: Customer, by: Actor, at: datetime) -> bool:
    """They may be asked again. True if this press did it."""
    standing = Stop.objects.filter(customer__in=one_person(customer), taken_back_at=None)
    if not standing.update(taken_back_at=at):
        return False
    head = customer.head_id
    record(AskingAllowed(subject_id=head, customer_id=head), by=by, at=at)
    return True
