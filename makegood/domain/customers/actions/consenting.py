"""What a customer agreed to, and agrees to no more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.events import ConsentGiven, ConsentWithdrawn
from makegood.domain.customers.models import Consent, Customer
from makegood.domain.customers.rules import as_written
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

LONGEST_WORDS = 200


@transaction.atomic
def give(
    *,
    customer: Customer,
    to: Consent.To,
    how: Consent.How,
    member: Member,
    by: Actor,
    at: datetime,
    words: str = "",
    given_at: datetime | None = None,
) -> Consent:
    """Write down that they agreed, just now or at `given_at`. The same that stands stays one.

    Refused: a time ahead, more than 200 characters, and *something else* without words.
    """
    words = as_written(words)
    if to == Consent.To.OTHER and not words:
        raise Refusal(_("To what did they agree?"), field="words")
    if len(words) > LONGEST_WORDS:
        raise Refusal(_("That is too long: 200 characters fit."), field="words")
    if given_at is not None and given_at > at:
        raise Refusal(_("That is still ahead. When did they say it?"), field="given_at")
    Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    same = Consent.objects.filter(customer=customer, to=to, words=words, withdrawn_at=None)
    standing = same.first()
    if standing is not None:
        return standing
    consent: Consent = Consent.objects.create(
        customer=customer,
        to=to,
        words=words,
        how=how,
        given_at=given_at or at,
        recorded_by=member,
        recorded_at=at,
    )
    event = ConsentGiven(
        subject_id=customer.pk, customer_id=customer.pk, consent=consent.pk, to=to, how=how
    )
    record(event, by=by, at=at, happened_at=given_at)
    return consent


@transaction.atomic
def withdraw(*, consent: Consent, member: Member, by: Actor, at: datetime) -> bool:
    """They agree to it no more, from now on. True if this press did it."""
    standing = Consent.objects.filter(pk=consent.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawal_recorded_by=member):
        return False
    event = ConsentWithdrawn(
        subject_id=consent.customer_id,
        customer_id=consent.customer_id,
        consent=consent.pk,
        to=Consent.To(consent.to),
    )
    record(event, by=by, at=at)
    return True
