"""Every address there is, and the rows that its parts stand for.

Read from the resolver, so that an address nobody thought about is attacked like the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.foundation.tenancy.wall.plan import noun

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WRITING = ("POST", "PUT", "PATCH", "DELETE")
BUSINESS = "business"
# Addresses for whoever holds a link; test_links.py walks them.
BY_LINK = ("link", "token")
# The address in a letter about a forgotten password; test_new_password.py tries it.
BY_KEY = ("uidb36", "key")
# Parts of an address whose noun is not their table's.
MEANS = {"said": "telling"}
NEVER = 2**40
NOWHERE = "nowhere-at-all"

Ids = dict[str, Any]


@dataclass(frozen=True)
class Address:
    """One pattern of the table: its name, the parts that stand for rows, its view."""

    name: str
    parts: tuple[str, ...]
    view: Callable[..., HttpResponse]

    @property
    def ids(self) -> tuple[str, ...]:
        """The parts that are ids of rows inside the business."""
        return tuple(part for part in self.parts if part != BUSINESS)

    @property
    def is_by_link(self) -> bool:
        return any(part in BY_LINK for part in self.parts)

    @property
    def is_desk(self) -> bool:
        return BUSINESS in self.parts

    def at(self, ids: Ids) -> str:
        return reverse(self.name, kwargs={part: ids[part] for part in self.parts})


def by_link() -> list[Address]:
    """The addresses that a link opens."""
    return [one for one in _below(get_resolver().url_patterns, ()) if one.is_by_link]


def every() -> list[Address]:
    """All but those by link or key; KeyError when one has a part that stands for no table."""
    everywhere = _below(get_resolver().url_patterns, ())
    found = [one for one in everywhere if not one.is_by_link and one.parts != BY_KEY]
    for address in found:
        for part in address.parts:
            model_of(part)
    return found


def desk() -> list[Address]:
    """The addresses inside a business."""
    return [address for address in every() if address.is_desk]


def _below(entries: Iterable[Any], before: tuple[str, ...]) -> Iterator[Address]:
    for entry in entries:
        parts = (*before, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from _below(entry.url_patterns, parts)
        elif isinstance(entry, URLPattern):
            yield Address(entry.name or "", parts, entry.callback)


def model_of(part: str) -> type[Model]:
    """The table that a part of an address stands for."""
    tables = {noun(model): model for model in apps.get_models()}
    return tables[MEANS.get(part, part)]


def ids_in(address: Address, business: Business, most: int = 1) -> list[Ids]:
    """Parts for this address that belong together, from the business's own rows."""
    slug = {BUSINESS: business.slug}
    if not address.ids:
        return [slug]
    last = address.ids[-1]
    with enter(business):
        own = model_of(last)._default_manager.filter(business=business)
        rows = list(own.order_by("pk")[:most])
    return [
        slug | {last: row.pk} | {part: getattr(row, f"{part}_id") for part in address.ids[:-1]}
        for row in rows
    ]


def missing(address: Address, ids: Ids, business: Business | None) -> Ids:
    """The same parts, where whatever is not this business's own does not exist at all."""
    if business is None or ids[BUSINESS] != business.slug:
        return {part: NOWHERE if part == BUSINESS else NEVER for part in ids}
    own = ids_in(address, business, most=99)
    kept = {part: {known[part] for known in own} for part in ids}
    return {part: value if value in kept[part] else NEVER for part, value in ids.items()}


def attacks(address: Address, ours: Business | None, theirs: Business) -> Iterator[Ids]:
    """What a member of `ours` may try: their business, and our business with their ids."""
    for ids in ids_in(address, theirs):
        yield ids
        if address.ids and ours:
            yield ids | {BUSINESS: ours.slug}
    if ours and len(address.ids) > 1:
        for ids, own in zip(ids_in(address, theirs), ids_in(address, ours), strict=False):
            for part in address.ids:
                yield own | {part: ids[part]}
