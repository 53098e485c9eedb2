"""Further ways to reach a customer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.events import HandleAdded, HandleRemoved
from makegood.domain.customers.models import Customer, Handle
from makegood.domain.customers.rules import as_written
from makegood.domain.customers.rules.describing import is_email
from makegood.domain.customers.rules.reaching import LONGEST_REACH, NUMBERS, phone_key, reach_key
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.mailbox import in_one_form
from makegood.kit.refusal import Refusal


@transaction.atomic
def add_handle(
    *,
    customer: Customer,
    kind: Handle.Kind,
    value: str,
    by: Actor,
    at: datetime,
    label: str = "",
) -> Handle:
    """A further way to reach them; the same said twice is one. A long label is cut.

    Refused: nothing, more than 254 characters, what is no mail address or no number.
    """
    written = _written(kind, value)
    handle: Handle
    handle, is_new = Handle.objects.get_or_create(
        customer=customer,
        kind=kind,
        key=reach_key(kind, written),
        defaults={"value": written, "label": as_written(label)[:60]},
    )
    if is_new:
        record(_said(HandleAdded, handle), by=by, at=at)
    return handle


@transaction.atomic
def remove_handle(*, handle: Handle, by: Actor, at: datetime) -> bool:
    """They are not reached there any more. True if this press did it."""
    standing = Handle.objects.select_for_update(of=("self",)).filter(pk=handle.pk)
    if standing.first() is None:
        return False
    record(_said(HandleRemoved, handle), by=by, at=at)
    standing.delete()
    return True


def _said(
    event: type[HandleAdded] | type[HandleRemoved], handle: Handle
) -> HandleAdded | HandleRemoved:
    return event(
        subject_id=handle.customer_id,
        customer_id=handle.customer_id,
        handle=handle.pk,
        kind=Handle.Kind(handle.kind),
    )


def _written(kind: Handle.Kind, value: str) -> str:
    written = as_written(value)
    if not written:
        raise Refusal(_("Where are they reached? An address or a number."), field="value")
    if len(written) > LONGEST_REACH:
        raise Refusal(_("That is too long: 254 characters fit."), field="value")
    if kind == Handle.Kind.EMAIL:
        written = in_one_form(written)
        if not is_email(written):
            raise Refusal(_("That is no mail address yet: name@example.com."), field="value")
    if kind in NUMBERS and not phone_key(written):
        raise Refusal(_("That is no phone number. Write it in digits."), field="value")
    return written
