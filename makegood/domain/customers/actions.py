"""Writing down whom we serve."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.events import CustomerMet
from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import LONGEST_NAME, as_written, name_key
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
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
