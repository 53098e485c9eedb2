"""One person is found once, by all that is known of them; a hidden one not at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.actions import merging
from makegood.domain.customers.actions.bringing_in import bring_in
from makegood.domain.customers.actions.reaching import add_handle, remove_handle
from makegood.domain.customers.actions.remarking import note, tag, take_back, untag
from makegood.domain.customers.models import Customer, Handle
from makegood.domain.customers.rules import Person
from makegood.domain.engagements.actions import begin
from makegood.domain.exchange.actions.rows import undo
from makegood.domain.search import queries
from makegood.domain.search.models import Kind
from makegood.domain.search.queries import search
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from tests.cast import Cast
from tests.domain.promises.hands import MONDAY, act, promise
from tests.domain.search.finding import found, words_of

IMPORT = Actor("import")


def acts(cast: Cast) -> dict[str, Any]:
    return {"by": act(cast.owner), "at": MONDAY}


def met(name: str) -> Customer:
    found: Customer = Customer.objects.create(name=name, name_key=name.lower(), met_at=MONDAY)
    return found


def merge(cast: Cast, alias: Customer, into: Customer) -> None:
    merging.merge(alias=alias, into=into, **acts(cast))


def brought(*names: str) -> ImportBatch:
    """Customers of an import that is not published yet."""
    batch = open_import(source="a table", by=IMPORT, at=MONDAY)
    people = [Person(name=name, key=f"table:{name}") for name in names]
    bring_in(people=people, batch=batch, by=Actor("import", batch.pk), at=MONDAY)
    return batch


def test_an_alias_is_found_as_its_head_and_never_twice(ours: Cast) -> None:
    merge(ours, ours.anna, into=ours.bakery)
    assert found("anna") == found("bakery") == ["the bakery"]
    Customer.objects.filter(pk=ours.bakery.pk).update(name="Anna's bakery")
    assert found("anna") == ["Anna's bakery"]


def test_once_they_are_two_again_each_is_found(ours: Cast) -> None:
    merge(ours, ours.anna, into=ours.bakery)
    merging.unmerge(alias=Customer.objects.get(pk=ours.anna.pk), **acts(ours))
    assert found("anna") == ["Anna"]


def test_what_is_theirs_is_found_by_the_names_of_head_and_alias(ours: Cast) -> None:
    begin(customer=ours.anna, name="Kitchen", **acts(ours))
    promise(ours, text="Poster", customer=ours.anna)
    promise(ours, text="Flour", customer=ours.bakery)
    merge(ours, ours.anna, into=ours.bakery)
    assert found("anna poster") == found("bakery poster") == ["Poster"]
    assert found("anna flour") == ["Flour"]
    assert found("bakery kitchen") == ["Kitchen"]
    works, promises = (search("bakery").engagements, search("bakery").promises)
    assert {row.who.name for row in (*works.rows, *promises.rows)} == {"the bakery"}


def test_it_asks_as_often_for_many_merged_as_for_one(ours: Cast) -> None:
    asked, bakery = [], ours.bakery
    for n in range(3):
        alias = met(f"Anna {n}")
        merge(ours, alias, into=bakery)
        promise(ours, text=f"Poster {n}", customer=alias)
        with CaptureQueriesContext(connection) as said:
            assert found("bakery poster")
        asked.append(len(said))
    assert asked == [asked[0]] * 3


@pytest.mark.parametrize("typed", ["bob@mill", "0171 765", "+49171765", "oven"])
def test_a_customer_is_found_by_what_hangs_on_them(ours: Cast, typed: str) -> None:
    reached = {"customer": ours.bakery, **acts(ours)}
    add_handle(kind=Handle.Kind.EMAIL, value="bob@mill.example", **reached)
    add_handle(kind=Handle.Kind.PHONE, value="+49 170 1234567", **reached)
    add_handle(kind=Handle.Kind.PHONE, value="+49 171 7654321", **reached)
    note(text="The oven is at the back", member=ours.owner, **reached)
    assert found(typed) == ["the bakery"]


def test_two_numbers_are_not_found_as_one(ours: Cast) -> None:
    for value in ("1111", "2222"):
        add_handle(customer=ours.bakery, kind=Handle.Kind.PHONE, value=value, **acts(ours))
    assert words_of(Kind.CUSTOMER, ours.bakery.pk) >= {"#1111", "#2222"}
    assert "#11112222" not in words_of(Kind.CUSTOMER, ours.bakery.pk)


def test_what_was_taken_away_finds_them_no_more(ours: Cast) -> None:
    reached = {"customer": ours.bakery, **acts(ours)}
    mail = add_handle(kind=Handle.Kind.EMAIL, value="bob@mill.example", **reached)
    said = note(text="The oven is at the back", member=ours.owner, **reached)
    regular = tag(name="Regular", **reached)
    assert found("mill") == found("oven") == found("regular") == ["the bakery"]
    remove_handle(handle=mail, **acts(ours))
    take_back(note=said, **acts(ours))
    untag(tag=regular, **acts(ours))
    assert found("mill") == found("oven") == found("regular") == []
    assert words_of(Kind.CUSTOMER, ours.bakery.pk) == {"the", "bakery"}


def test_an_import_is_found_once_it_is_published_and_until_it_is_undone(ours: Cast) -> None:
    batch = brought("Zoe")
    assert found("zoe") == []
    publish_import(batch=batch, by=IMPORT, at=MONDAY)
    assert found("zoe") == ["Zoe"]
    undo(batch=batch, **acts(ours))
    assert found("zoe") == []


def test_what_is_hidden_is_not_counted_and_crowds_nobody_out(
    ours: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among more hidden ones than a search looks at, the one that is shown is found."""
    monkeypatch.setattr(queries, "MOST", 3)
    monkeypatch.setattr(queries, "FEW", 2)
    brought(*(f"Bakery number {n}" for n in range(queries.SHOWN + 2)))
    promise(ours, text="Poster", customer=met("Bakery"))
    result = search("bakery")
    assert [row.name for row in result.customers.rows] == ["Bakery"]
    assert not result.customers.more
    assert found("bakery poster") == ["Poster"]
