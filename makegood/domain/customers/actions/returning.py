"""Customers out of our own export: as they were, with all that hung on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from makegood.domain.customers.events import CustomerMerged, CustomerMet, CustomersToldApart
from makegood.domain.customers.models import Apart, Consent, Customer, Handle, Note, Tag
from makegood.domain.customers.rules import name_key
from makegood.domain.customers.rules.reaching import phone_key, reach_key
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.owned import Owned

# As long as a column holds.
LONGEST_TAG_KEY = 80
Hanging = Handle | Tag | Note | Consent


@transaction.atomic
def bring_back(
    *, customers: Sequence[Customer], hanging: Sequence[Hanging], by: Actor, at: datetime
) -> None:
    """Write these down, none of whom is here, each thing with its customer set."""
    for customer in customers:
        customer.name_key = name_key(customer.name)
        customer.phone_key = phone_key(customer.phone)
    Customer.objects.bulk_create(customers)
    for one in hanging:
        one.customer_id = one.customer.pk
        if isinstance(one, Handle):
            one.key = reach_key(one.kind, one.value)
        if isinstance(one, Tag):
            one.key = name_key(one.name)[:LONGEST_TAG_KEY]
    models: tuple[type[Owned], ...] = (Handle, Tag, Note, Consent)
    for model in models:
        model.objects.bulk_create([one for one in hanging if isinstance(one, model)])
    record_import(
        [(CustomerMet(subject_id=one.pk, customer_id=one.pk), one.met_at) for one in customers],
        by=by,
        at=at,
    )


@transaction.atomic
def bring_back_aliases(
    *, heads: Mapping[int, int], apart: Sequence[Apart], by: Actor, at: datetime
) -> None:
    """Who is an alias of whom, by their ids, and who is not. Heads have none themselves.

    ValueError for an alias of an alias: the caller refuses it.
    """
    for alias, head in heads.items():
        _insist_on_a_head(alias, head)
        Customer.objects.filter(pk=alias, merged_into=None).update(merged_into=head)
    Apart.objects.bulk_create(apart, ignore_conflicts=True)
    merged = [
        (CustomerMerged(subject_id=alias, customer_id=alias, into=head), None)
        for alias, head in heads.items()
    ]
    told = [
        (
            CustomersToldApart(subject_id=one.one_id, customer_id=one.one_id, other=one.other_id),
            None,
        )
        for one in apart
    ]
    record_import([*merged, *told], by=by, at=at)


def _insist_on_a_head(alias: int, head: int) -> None:
    is_head = Customer.objects.filter(pk=head, merged_into=None).exists()
    if alias == head or not is_head or Customer.objects.filter(merged_into=alias).exists():
        raise ValueError("A head is nobody's alias, and an alias nobody's head.")
