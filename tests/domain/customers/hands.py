"""What the customers' tests do with their hands: meet somebody, merge two, look at every row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from makegood.domain.customers.actions import meet, merging
from makegood.domain.customers.actions.bringing_in import bring_in
from makegood.domain.customers.models import Apart, Consent, Customer, Handle, Note, Tag
from makegood.domain.customers.rules import Person
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

NOBODY = Actor("rule", rule="a test")
MODELS = (Apart, Consent, Customer, Entry, Handle, Note, Tag)


def met(name: str, **said: Any) -> Customer:
    return meet(name=name, by=NOBODY, at=SINCE, **said)


def brought(name: str, key: str) -> Customer:
    """A customer that an import brought, known by a key."""
    by = Actor("import")
    batch = open_import(source="a table", by=by, at=SINCE)
    person = Person(name=name, key=key)
    found = bring_in(people=[person], batch=batch, by=by, at=SINCE)[key]
    publish_import(batch=batch, by=by, at=SINCE)
    return found


def merge(alias: Customer, into: Customer) -> bool:
    """By hand, each as it was last looked at."""
    return merging.merge(alias=alias, into=into, by=NOBODY, at=SINCE)


def unmerge(alias: Customer) -> bool:
    return merging.unmerge(alias=alias, by=NOBODY, at=SINCE)


def act(cast: Cast) -> dict[str, Any]:
    """Alice acts, now."""
    return {"by": Actor("member", cast.owner.pk), "at": SINCE}


def by_alice(cast: Cast) -> dict[str, Any]:
    """Alice acts, and it is her word."""
    return act(cast) | {"member": cast.owner}


def heads() -> dict[str, str]:
    """Whose alias each is."""
    found = Customer.objects.exclude(merged_into=None).select_related("merged_into")
    return {one.name: one.head.name for one in found}


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row about customers, and the journal's."""
    return {each.__name__: list(each.objects.order_by("pk").values_list()) for each in MODELS}


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The act in the block is refused with these words, and leaves no trace."""
    before = rows()
    with pytest.raises(Refusal, match=words):
        yield
    assert rows() == before


def journal() -> Entry:
    """The newest entry."""
    newest = Entry.objects.order_by("pk").last()
    assert newest is not None
    return newest
