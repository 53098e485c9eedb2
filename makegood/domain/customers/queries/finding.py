"""Finding customers."""

from __future__ import annotations

from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import name_key


def named(name: str) -> Customer | None:
    """The customer known by this name in our business, however it is written."""
    return Customer.objects.filter(name_key=name_key(name)).order_by("import_key", "id").first()


def among(phrases: set[str]) -> dict[str, Customer]:
    """Which of these phrases are names of customers we know: phrase → customer. One query."""
    keys = {phrase: name_key(phrase) for phrase in phrases}
    # Backwards, so that of several under one name the dictionary keeps whom `named` finds.
    found = Customer.objects.filter(name_key__in=set(keys.values())).order_by("-import_key", "-id")
    known = {customer.name_key: customer for customer in found}
    return {phrase: known[key] for phrase, key in keys.items() if key in known}


def names(limit: int = 50) -> list[str]:
    """The names to offer while typing: those met last first, each person under one of theirs."""
    heads = Customer.objects.filter(merged_into=None)
    return list(heads.order_by("-id").values_list("name", flat=True)[:limit])


def get(customer_id: int) -> Customer:
    """One customer of our business; Customer.DoesNotExist if it is not ours."""
    found: Customer = Customer.objects.get(pk=customer_id)
    return found
