"""All that was written down about one person, whichever of their names it was written under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from makegood.domain.customers.models import Consent, Customer, Handle, Note, Tag

Row = TypeVar("Row", bound=Model)
MOST = 200


@dataclass(frozen=True)
class Card:
    """What stands about one person: notes and consents the newest first.

    `aliases`: who turned out to be them, those written down last first.
    """

    head: Customer
    aliases: list[Customer]
    handles: list[Handle]
    notes: list[Note]
    tags: list[Tag]
    consents: list[Consent]

    @property
    def ids(self) -> list[int]:
        """The head's id, then its aliases'."""
        return [self.head.pk, *(one.pk for one in self.aliases)]


def card(customer_id: int) -> Card:
    """The card of a person, by their head; Customer.DoesNotExist if it is not ours.

    One question says who they are and what there is of them; what there is not is not asked for.
    """
    persons = _persons(customer_id)
    theirs = {"customer__in": [one.pk for one in persons]}
    written = Note.objects.filter(**theirs, taken_back_at=None).select_related("written_by__user")
    agreed = Consent.objects.filter(**theirs).select_related("recorded_by__user")
    tags = {one.key: one for one in _if_any(persons, Tag.objects.filter(**theirs))}
    return Card(
        head=persons[0],
        aliases=persons[1:],
        handles=_if_any(persons, Handle.objects.filter(**theirs)),
        notes=_if_any(persons, written),
        tags=list(tags.values()),
        consents=_if_any(persons, agreed),
    )


def _persons(customer_id: int) -> list[Customer]:
    """The customer, then its aliases, those written down last first; of each, what hangs on it."""
    hangs = {
        _name(kind): Exists(kind.objects.filter(customer=OuterRef("pk")))
        for kind in (Consent, Handle, Note, Tag)
    }
    # Not joined by "or": SQLite would read every customer we have.
    itself = Customer.objects.filter(pk=customer_id).annotate(**hangs)
    aliases = Customer.objects.filter(merged_into=customer_id).annotate(**hangs)
    found = sorted(
        itself.union(aliases, all=True), key=lambda one: (one.pk != customer_id, -one.pk)
    )
    if not found or found[0].pk != customer_id:
        raise Customer.DoesNotExist
    return found


def _if_any(persons: Iterable[Customer], rows: QuerySet[Row]) -> list[Row]:
    return list(rows[:MOST]) if any(vars(one)[_name(rows.model)] for one in persons) else []


def _name(kind: type[Model]) -> str:
    return f"has_{kind._meta.model_name}"
