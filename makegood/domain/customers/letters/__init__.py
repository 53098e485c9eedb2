"""The letters that customers ask for."""

from __future__ import annotations

from django.utils import translation

from makegood.domain.customers.models import Customer
from makegood.foundation.links.models import Link
from makegood.foundation.mail.rendering import Triple, rendered
from makegood.foundation.tenancy.scope import current_business


def fresh_link(customer: Customer, link: Link) -> Triple:
    """A new link to the customer's own page, in place of one that has ended."""
    business = current_business()
    context = {"business": business.name, "who": customer, "link": f"{{link:{link.pk}}}"}
    with translation.override(customer.language or business.locale):
        return rendered("domain/customers/letters/fresh_link.html", context)
