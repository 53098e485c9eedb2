"""Who may be the same person, with the evidence; what was said not to be is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Lower

from makegood.domain.customers.models import Apart, Customer, Handle
from makegood.domain.customers.queries.aliases import know_heads
from makegood.domain.customers.queries.card import Card
from makegood.domain.customers.rules.likeness import Evidence, alike, beginning, swapped
from makegood.domain.customers.rules.reaching import NUMBERS
from makegood.kit.mailbox import mailbox

MOST = 5
# Names that begin alike are read in the order of the index: so many, and no more.
MOST_NEAR = 100
MOST_READ = 500
# Names: how alike they are is for a rule to say.
BY_NAME = -1


@dataclass(frozen=True)
class Likeness:
    """Somebody who may be the same, why, and what it is that they share."""

    who: Customer
    why: Evidence
    shared: str


def duplicates(card: Card) -> list[Likeness]:
    """Who may be the same person as this one, by the strongest evidence first."""
    ids = set(card.ids)
    found: dict[int, Likeness] = {}
    for likeness in _all(card):
        head = likeness.who.head_id
        if head not in ids and (head not in found or likeness.why < found[head].why):
            found[head] = likeness
    for key in _apart(ids, found) if found else ():
        found.pop(key, None)
    best = sorted(found.values(), key=lambda one: (one.why, one.who.pk))[:MOST]
    know_heads(one.who for one in best)
    return [Likeness(one.who.head, one.why, one.shared) for one in best]


def _all(card: Card) -> Iterator[Likeness]:
    """Whoever shares an address, a number or a name with them, themselves too: one question.

    Each part of it is looked up in an index of its own, and they end together.
    """
    ours = [card.head, *card.aliases]
    keys = {one.name_key for one in ours}
    mails = {mailbox(one.email) for one in ours if one.email}
    numbers = {one.phone_key for one in ours if one.phone_key}
    mails |= {one.key for one in card.handles if one.kind == Handle.Kind.EMAIL}
    numbers |= {one.key for one in card.handles if one.kind in NUMBERS}
    parts = [*_by_reach(mails, numbers), *_by_name(keys)]
    for one in parts[0].union(*parts[1:], all=True)[:MOST_READ]:
        why, shared = vars(one)["why"], vars(one)["shared"]
        if why != BY_NAME:
            yield Likeness(one, Evidence(why), shared)
            continue
        reasons = [found for key in keys if (found := alike(key, one.name_key)) is not None]
        if reasons:
            yield Likeness(one, min(reasons), shared)


def _by_reach(mails: set[str], numbers: set[str]) -> Iterator[QuerySet[Customer]]:
    whose = Customer.objects
    if mails:
        written = whose.alias(mail=Lower("email")).filter(mail__in=mails)
        yield _said(written, Evidence.EMAIL, F("email"))
        same = Handle.objects.filter(kind=Handle.Kind.EMAIL, key__in=mails)
        yield _by_handle(same, Evidence.EMAIL)
    if numbers:
        yield _said(whose.filter(phone_key__in=numbers), Evidence.PHONE, F("phone"))
        same = Handle.objects.filter(kind__in=NUMBERS, key__in=numbers)
        yield _by_handle(same, Evidence.PHONE)


def _by_handle(same: QuerySet[Handle], why: Evidence) -> QuerySet[Customer]:
    """Not by a join: SQLite would begin it at every customer we have."""
    shared = Subquery(same.filter(customer=OuterRef("pk")).order_by("id").values("value")[:1])
    return _said(Customer.objects.filter(pk__in=same.order_by().values("customer")), why, shared)


def _by_name(keys: set[str]) -> Iterator[QuerySet[Customer]]:
    for start in sorted({beginning(key) for key in keys} - {""}):
        # From there on in the order of the index: what begins alike comes first.
        near = Customer.objects.filter(name_key__gte=start).order_by("name_key")[:MOST_NEAR]
        yield _said(Customer.objects.filter(pk__in=near.values("pk")), BY_NAME, F("name"))
    wanted = keys.union(*(swapped(key) for key in keys))
    yield _said(Customer.objects.filter(name_key__in=wanted), BY_NAME, F("name"))


def _said(found: QuerySet[Customer], why: int, shared: F | Subquery) -> QuerySet[Customer]:
    return found.annotate(why=Value(why), shared=shared)


def _apart(ids: set[int], found: Iterable[int]) -> set[int]:
    """Heads that somebody said are not the same, of themselves or of an alias of either."""
    said = Apart.objects.filter(Q(one__in=ids) | Q(other__in=ids)).select_related("one", "other")
    others = (row.other if row.one_id in ids else row.one for row in said)
    return {other.head_id for other in others} & set(found)
