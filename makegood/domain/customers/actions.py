"""Writing down whom we serve."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers import letters
from makegood.domain.customers.events import CustomerMet, CustomerReachable
from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import LONGEST_NAME, as_written, name_key
from makegood.foundation.journal.actions import record
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
    batch: ImportBatch | None = None,
    import_key: str = "",
) -> Customer:
    """The customer of this name in our business; written down if they are new.

    An imported customer is known by its key in the source instead of its name. Refused: a name
    that is empty or longer than 200 characters.
    """
    name = as_written(name)
    key = name_key(name)
    if not key:
        raise Refusal(_("Whom did you promise it? A name is enough."), field="who")
    if len(name) > LONGEST_NAME:
        raise Refusal(_("That name is too long: 200 characters are enough."), field="who")
    known_by = {"import_key": import_key} if import_key else {"name_key": key, "import_key": ""}
    customer: Customer
    customer, is_new = Customer.objects.get_or_create(
        **known_by,
        defaults={
            "name": name,
            "name_key": key,
            "organisation": organisation,
            "met_at": at,
            "import_batch": batch,
        },
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
    named = {"email": _mail(email), "phone": _number(phone), "language": language}
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
