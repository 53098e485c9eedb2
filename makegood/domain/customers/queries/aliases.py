"""Who is one person: a head, and the aliases that turned out to be them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.db.models.functions import Coalesce

from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules.likeness import goes_back
from makegood.foundation.journal.models import Entry


def set_of(customer: Customer) -> Q:
    """Head and aliases of the person that a customer is: a condition on customers."""
    head = customer.head_id
    return Q(pk=head) | Q(merged_into=head)


def ids_of(customer: Customer) -> list[int]:
    """The head's id, then its aliases': every list of what is a customer's expands them."""
    head = customer.head_id
    aliases = Customer.objects.filter(merged_into=head).order_by("pk")
    return [head, *aliases.values_list("pk", flat=True)]


def heads_among(ids: Collection[int]) -> Q:
    """The heads of these customers, each once: a condition on customers.

    One list of ids: of two that are joined by "or" SQLite reads every customer we have.
    """
    merged = Customer.objects.filter(pk__in=ids)
    return Q(pk__in=merged.values_list(Coalesce("merged_into", "pk")))


def together_with(ids: Collection[int]) -> dict[int, list[int]]:
    """By each of these customers, all that are one person with them. Two questions at most."""
    found = Customer.objects.filter(pk__in=ids).values_list("pk", "merged_into") if ids else ()
    head_of = {key: head or key for key, head in found}
    sets = {head: [head] for head in head_of.values()}
    merged = Customer.objects.filter(merged_into__in=sets) if sets else Customer.objects.none()
    for one in merged:
        sets[one.head_id].append(one.pk)
    return {key: sets[head] for key, head in head_of.items()}


def know_heads(found: Iterable[Customer | None]) -> None:
    """Fetch the heads of those that are aliases, in one question; in none where none is."""
    merged = [each for each in found if each is not None and each.merged_into_id is not None]
    heads = Customer.objects.in_bulk({each.merged_into_id for each in merged}) if merged else {}
    for each in merged:
        each.merged_into = heads[each.merged_into_id]


def last_merge(alias: int, *, before: int | None = None) -> Entry | None:
    """The journal's entry of the merge that made it an alias; None where it never was one.

    `before`: another entry, which came later.
    """
    merges = Entry.objects.filter(
        event="customer.merged", subject_kind="customer", subject_id=alias
    )
    if before is not None:
        merges = merges.filter(pk__lt=before)
    return merges.order_by("id").last()


def return_with(alias: Customer, merge: Entry) -> list[int]:
    """Which aliases go back with one whose merge is undone: those it brought along, as far as
    nobody has said otherwise of them since.
    """
    since = Entry.objects.filter(event="customer.merged", pk__gt=merge.pk)
    later = [
        frozenset([key, *facts["carried"]])
        for key, facts in since.values_list("subject_id", "facts")
    ]
    return goes_back(alias.pk, merge.facts["carried"], later)
