"""What is known of an address before one writes to it again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.foundation.mail import queries
from makegood.foundation.mail.models import Letter


def warn_beside(field: forms.Field, customer: Customer) -> bool:
    """Say beside the field that the last letter to the address we know did not reach them, if so.

    Whether it was said.
    """
    last = queries.last_to(ids_of(customer), customer.email) if customer.email else None
    said = {
        Letter.State.BOUNCED: _("The last letter to it came back."),
        Letter.State.FAILED: _("The last letter to it was refused."),
    }
    if last is None or last.state not in said:
        return False
    field.help_text = said[Letter.State(last.state)]
    return True
