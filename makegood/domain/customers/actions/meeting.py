"""Writing down whom we serve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers import letters
from makegood.domain.customers.events import CustomerMet, CustomerReachable
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries import among
from makegood.domain.customers.rules import LONGEST_NAME, Person, as_written, name_key
from makegood.domain.customers.rules.reaching import phone_key
from makegood.foundation.journal.actions import record, record_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.kit.phone import dialled
from makegood.kit.refusal import Refusal


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
    name, key = _names(name)
    customer: Customer
    customer, is_new = Customer.objects.get_or_create(
        name_key=key,
        import_key="",
        defaults={"name": name, "organisation": organisation, "met_at": at},
    )
    if is_new:
        record(CustomerMet(subject_id=customer.pk, customer_id=customer.pk), by=by, at=at)
    return customer


def _names(said: str) -> tuple[str, str]:
    """A name as it is written, and as it is compared."""
    name = as_written(said)
    key = name_key(name)
    if not key:
        raise Refusal(_("Whom did you promise it? A name is enough."), field="who")
    if len(name) > LONGEST_NAME:
        raise Refusal(_("That name is too long: 200 characters are enough."), field="who")
    return name, key


@transaction.atomic
def bring_in(
    *, people: Sequence[Person], batch: ImportBatch, by: Actor, at: datetime
) -> dict[str, Customer]:
    """These people as customers, by what they are known as; those who are here stay as they are.

    Refused: what `meet` refuses, and an address or a number that is none.
    """
    here = _here(people)
    new = {one.known_as: one for one in reversed(people) if one.known_as not in here}
    met = [_from_elsewhere(one, batch, at) for one in reversed(new.values())]
    Customer.objects.bulk_create(met)
    record_import(
        [(CustomerMet(subject_id=one.pk, customer_id=one.pk), one.met_at) for one in met],
        by=by,
        at=at,
    )
    return here | {one.import_key: one for one in met}


def _here(people: Sequence[Person]) -> dict[str, Customer]:
    """Those of them whom we know, by what they are known as."""
    keys = {one.known_as for one in people}
    found = {one.import_key: one for one in Customer.objects.filter(import_key__in=keys)}
    names = {one.known_as: one.name for one in people if not one.key}
    named = among(set(names.values()))
    return {key: named[name] for key, name in names.items() if name in named} | found


def _from_elsewhere(one: Person, batch: ImportBatch, at: datetime) -> Customer:
    name, key = _names(one.name)
    return Customer(
        name=name,
        name_key=key,
        organisation=one.organisation,
        email=_mail(one.email) or "",
        phone=_number(one.phone) or "",
        language=one.language,
        met_at=one.met_at or at,
        import_batch=batch,
        import_key=one.known_as,
    )


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
    named = {"email": _mail(email), "phone": _number(phone), "language": language}
    if named["phone"] is not None:
        named["phone_key"] = phone_key(named["phone"])
    said = {name: value for name, value in named.items() if value is not None}
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


def _mail(said: str | None) -> str | None:
    email = said and said.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as wrong:
            sentence = _("That is no mail address yet: name@example.com.")
            raise Refusal(sentence, field="email") from wrong
    return email and email[:254]


def _number(said: str | None) -> str | None:
    phone = said and " ".join(said.split())
    if phone and not dialled(phone):
        raise Refusal(_("That is no phone number. Write it in digits."), field="phone")
    return phone and phone[:40]


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
