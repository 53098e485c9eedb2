"""Who may be the same person, with the evidence; what was said not to be is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from makegood.domain.customers.models import Apart, Customer, Handle
from makegood.domain.customers.queries.aliases import know_heads, set_of
from makegood.domain.customers.rules.likeness import Evidence, alike, beginning, swapped
from makegood.domain.customers.rules.reaching import NUMBERS, email_key

MOST = 5
# Names that begin alike are read in the order of the index: so many, and no more.
MOST_READ = 100


@dataclass(frozen=True)
class Likeness:
    """Somebody who may be the same, why, and what it is that they share."""

    who: Customer
    why: Evidence
    shared: str


def duplicates(customer: Customer) -> list[Likeness]:
    """Who may be the same person as this one, by the strongest evidence first."""
    ours = list(Customer.objects.filter(set_of(customer)))
    ids = {one.pk for one in ours}
    handles = list(Handle.objects.filter(customer__in=ids))
    found: dict[int, Likeness] = {}
    for likeness in (*_by_reach(ours, handles), *_by_name(ours)):
        head = likeness.who.head_id
        if head not in ids and (head not in found or likeness.why < found[head].why):
            found[head] = likeness
    for key in _apart(ids, found):
        found.pop(key, None)
    best = sorted(found.values(), key=lambda one: (one.why, one.who.pk))[:MOST]
    know_heads(one.who for one in best)
    return [Likeness(one.who.head, one.why, one.shared) for one in best]


def _by_reach(ours: Iterable[Customer], handles: Iterable[Handle]) -> Iterator[Likeness]:
    mails = {email_key(one.email) for one in ours if one.email}
    numbers = {one.phone_key for one in ours if one.phone_key}
    mails |= {one.key for one in handles if one.kind == Handle.Kind.EMAIL}
    numbers |= {one.key for one in handles if one.kind in NUMBERS}
    if mails:
        written = Customer.objects.annotate(mail=Lower("email")).filter(mail__in=mails)
        yield from (Likeness(one, Evidence.EMAIL, one.email) for one in written[:MOST_READ])
    if numbers:
        same = Customer.objects.filter(phone_key__in=numbers)
        yield from (Likeness(one, Evidence.PHONE, one.phone) for one in same[:MOST_READ])
    if mails or numbers:
        yield from _by_handle(mails, numbers)


def _by_handle(mails: set[str], numbers: set[str]) -> Iterator[Likeness]:
    either = Q(kind=Handle.Kind.EMAIL, key__in=mails) | Q(kind__in=NUMBERS, key__in=numbers)
    for one in Handle.objects.filter(either).select_related("customer")[:MOST_READ]:
        why = Evidence.EMAIL if one.kind == Handle.Kind.EMAIL else Evidence.PHONE
        yield Likeness(one.customer, why, one.value)


def _by_name(ours: Iterable[Customer]) -> Iterator[Likeness]:
    keys = {one.name_key for one in ours}
    wanted = keys.union(*(swapped(key) for key in keys))
    read = {one.pk: one for one in Customer.objects.filter(name_key__in=wanted)[:MOST_READ]}
    for start in sorted({beginning(key) for key in keys} - {""}):
        # From there on in the order of the index: what begins alike comes first.
        near = Customer.objects.filter(name_key__gte=start).order_by("name_key")[:MOST_READ]
        read |= {one.pk: one for one in near if one.name_key.startswith(start)}
    for one in read.values():
        reasons = [why for key in keys if (why := alike(key, one.name_key)) is not None]
        if reasons:
            yield Likeness(one, min(reasons), one.name)


def _apart(ids: set[int], found: Iterable[int]) -> set[int]:
    """Heads that somebody said are not the same, of themselves or of an alias of either."""
    said = Apart.objects.filter(Q(one__in=ids) | Q(other__in=ids)).select_related("one", "other")
    others = (row.other if row.one_id in ids else row.one for row in said)
    return {other.head_id for other in others} & set(found)
