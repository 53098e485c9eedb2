"""Writing down whom we serve."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.customers import letters
from makegood.domain.customers.events import CustomerMet, CustomerReachable
from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules.describing import email_of, names_of, number_of
from makegood.domain.customers.rules.reaching import phone_key
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter


@transaction.atomic
def meet(
    *,
    name: str,
    by: Actor,
    at: datetime,
    organisation: str = "",
) -> Customer:
    """The customer of this name in our business; written down if they are new.

    Refused: a name that is empty or longer than 200 characters.
    """
    name, key = names_of(name)
    customer: Customer
    customer, is_new = Customer.objects.get_or_create(
        name_key=key,
        import_key="",
        defaults={"name": name, "organisation": organisation, "met_at": at},
    )
    if is_new:
        record(CustomerMet(subject_id=customer.pk, customer_id=customer.pk), by=by, at=at)
    return customer


@transaction.atomic
def write_address(
    *,
    customer: Customer,
    by: Actor,
    at: datetime,
    email: str | None = None,
    phone: str | None = None,
    language: str | None = None,
) -> bool:
    """How a customer is reached: "" for what nobody said, None for what stays. True if new.

    `language` is a code of ours ("de"). Refused: what is no address, and no number.
    """
    said: dict[str, str] = {}
    if email is not None:
        said["email"] = email_of(email)
    if phone is not None:
        said["phone"] = number_of(phone)
        said["phone_key"] = phone_key(said["phone"])
    if language is not None:
        said["language"] = language
    changed = Customer.objects.filter(pk=customer.pk).exclude(**said).update(**said)
    for name, value in said.items():
        setattr(customer, name, value)
    if not changed:
        return False
    event = CustomerReachable(
        subject_id=customer.pk,
        customer_id=customer.pk,
        by_mail=bool(customer.email),
        by_phone=bool(customer.phone),
    )
    record(event, by=by, at=at)
    return True


@transaction.atomic
def send_fresh_link(*, customer: Customer, by: Actor, at: datetime) -> Letter:
    """A new link to the customer's own page, sent to the address we know of them."""
    link = make_link(purpose=Link.Purpose.PAGE, opens=customer.pk, by=by, at=at)
    said = letters.fresh_link(customer, link)
    return write(
        kind=Letter.Kind.FRESH_LINK,
        about=link.pk,
        to_name=customer.name,
        to_address=customer.email,
        subject=said.subject,
        text=said.text,
        html=said.html,
        language=said.language,
        customer_id=customer.pk,
        at=at,
    )
