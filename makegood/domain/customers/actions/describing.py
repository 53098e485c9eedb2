"""Writing a customer's name, organisation and stage anew."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.actions.meeting import write_address
from makegood.domain.customers.events import CustomerChanged
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries import named
from makegood.domain.customers.rules import LONGEST_NAME, as_written, name_key
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.refusal import Refusal


@transaction.atomic
def change(
    *,
    customer: Customer,
    by: Actor,
    at: datetime,
    name: str | None = None,
    organisation: str | None = None,
    stage: str | None = None,
    language: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> bool:
    """What is said of them; None for what stays, "" for what nobody says any more. True if new.

    Refused: a name that is none, too long or another customer's; a stage that there is not; what is
    no address and no number.
    """
    described = _describe(customer, name, organisation, stage, by, at)
    reached = write_address(
        customer=customer, email=email, phone=phone, language=language, by=by, at=at
    )
    return described or reached


def _describe(
    customer: Customer,
    name: str | None,
    organisation: str | None,
    stage: str | None,
    by: Actor,
    at: datetime,
) -> bool:
    said: dict[str, str] = {}
    if name is not None:
        said["name"] = _name(name)
    if organisation is not None:
        said["organisation"] = _organisation(organisation)
    if stage is not None:
        said["stage"] = _stage(stage)
    customer.refresh_from_db(from_queryset=Customer.objects.select_for_update(of=("self",)))
    new = {column: value for column, value in said.items() if getattr(customer, column) != value}
    if not new:
        return False
    _write(customer, new)
    event = CustomerChanged(
        subject_id=customer.pk,
        customer_id=customer.pk,
        what=tuple(part for part in ("name", "organisation", "stage") if part in new),
    )
    record(event, by=by, at=at)
    return True


def _write(customer: Customer, new: dict[str, str]) -> None:
    columns = new | ({"name_key": name_key(new["name"])} if "name" in new else {})
    try:
        with transaction.atomic():
            Customer.objects.filter(pk=customer.pk).update(**columns)
    except IntegrityError as taken:
        raise _is_anothers(customer, new["name"]) from taken
    for column, value in columns.items():
        setattr(customer, column, value)


def _is_anothers(customer: Customer, name: str) -> Refusal:
    """By their name we know customers, so two of us cannot bear one."""
    bears = named(name)
    if bears is not None and bears.merged_into_id == customer.pk:
        sentence = _("They are known by that name too: it is one of their other names.")
    else:
        sentence = _("Another customer has that name. Are they the same? Then merge the two.")
    return Refusal(sentence, field="name")


def _name(said: str) -> str:
    name = as_written(said)
    if not name_key(name):
        raise Refusal(_("What are they called? A name is enough."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refusal(_("That name is too long: 200 characters are enough."), field="name")
    return name


def _organisation(said: str) -> str:
    organisation = as_written(said)
    if len(organisation) > LONGEST_NAME:
        sentence = _("That name is too long: 200 characters are enough.")
        raise Refusal(sentence, field="organisation")
    return organisation


def _stage(said: str) -> str:
    if said and said not in Customer.Stage.values:
        raise Refusal(_("That is not in the list. Choose one of it."), field="stage")
    return said
