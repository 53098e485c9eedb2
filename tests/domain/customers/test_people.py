"""The list of the people we serve: each once, found by any of their names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from makegood.domain.customers.actions import meet
from makegood.domain.customers.actions.bringing_in import bring_in
from makegood.domain.customers.actions.describing import change
from makegood.domain.customers.actions.remarking import tag
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries import people as queries
from makegood.domain.customers.queries.people import last_touched, people, sets_of, tags_in_use
from makegood.domain.customers.rules import Person
from makegood.domain.customers.rules.arriving import Reached
from makegood.domain.engagements.actions import begin
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
from tests.cast import SINCE, Cast
from tests.domain.customers.hands import NOBODY, act, merge, met

pytestmark = pytest.mark.usefixtures("ours")


def names(**asked: Any) -> list[str]:
    return [one.name for one in people(**asked)[0]]


def test_they_come_by_name_or_the_newest_first(ours: Cast) -> None:
    assert ours.bakery
    assert ours.anna
    meet(name="Zoë", by=NOBODY, at=SINCE - timedelta(days=1))
    assert names() == ["Anna", "the bakery", "Zoë"]
    assert names(newest=True) == ["Zoë", "Anna", "the bakery"]


def test_each_person_is_found_once_by_any_of_their_names_and_tags(ours: Cast) -> None:
    bakery, sol = ours.bakery, met("Sol")
    tag(customer=sol, name="regular", **act(ours))
    change(customer=bakery, organisation="Crumb Ltd", stage="customer", **act(ours))
    merge(sol, bakery)
    assert ours.anna
    assert names() == ["Anna", "the bakery"]
    for asked in ({"search": "SOL"}, {"search": "our baker"}, {"search": "crumb"}):
        assert names(**asked) == ["the bakery"]
    assert names(tag="regular") == names(stage="customer") == ["the bakery"]
    assert names(search="nowhere") == names(tag="none") == names(stage="former") == []
    assert sets_of(people()[0]) == {
        ours.anna.pk: ours.anna.pk,
        bakery.pk: bakery.pk,
        sol.pk: bakery.pk,
    }


def test_a_page_is_followed_by_the_next(ours: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for name in "ABC":
        met(name)
    assert [(names(page=n), people(page=n)[1]) for n in (1, 2, 3)] == [
        (["A", "B"], True),
        (["C"], False),
        ([], False),
    ]


def test_the_tags_in_use_are_told_by_name(ours: Cast) -> None:
    for who, name in ((ours.bakery, "Regular"), (ours.anna, "regular"), (ours.anna, "school")):
        tag(customer=who, name=name, **act(ours))
    assert tags_in_use() == [("regular", "Regular"), ("school", "school")]


def test_who_was_last_touched_by_what_they_lived_through(ours: Cast) -> None:
    anna, bakery = ours.anna, ours.bakery
    begin(customer=anna, name="Garden", by=NOBODY, at=SINCE + timedelta(days=1))
    begin(customer=anna, name="Fence", by=NOBODY, at=SINCE + timedelta(days=2), happened_at=SINCE)
    change(customer=bakery, stage="former", **act(ours))
    assert last_touched([anna.pk, bakery.pk]) == {anna.pk: SINCE + timedelta(days=1)}


def test_of_an_import_that_is_not_shown_no_tag_is_told_and_nobody_found_by_it(ours: Cast) -> None:
    batch = open_import(source="a table", by=Actor("import"), at=SINCE)
    sol = Person(name="Sol", key="sol", tags=("secret",))
    with bringing_in(batch):
        hidden = bring_in(people=[sol], batch=batch, by=Actor("import"), at=SINCE)
        Customer.objects.filter(pk=hidden["sol"].pk).update(merged_into=ours.bakery)
    assert tags_in_use() == []
    assert names(tag="secret") == []
    publish_import(batch=batch, by=NOBODY, at=SINCE)
    assert tags_in_use() == [("secret", "secret")]
    assert names(tag="secret") == ["the bakery"]


@pytest.mark.parametrize("piece", [1, 3])
def test_every_row_of_an_import_adds_its_ways_whatever_the_piece(ours: Cast, piece: int) -> None:
    batch = open_import(source="jobs", by=Actor("import"), at=SINCE)
    rows = [
        Person(name="Sol"),
        Person(name="Sol", email="sol@x.example", phone="030 12345"),
        Person(name="Sol", email="SOL@x.example", further=(Reached("other", "sol at y"),)),
        Person(name="Sol", email="sol@y.example", further=(Reached("other", "sol at y"),)),
    ]
    with bringing_in(batch):
        for start in range(0, len(rows), piece):
            part = rows[start : start + piece]
            bring_in(people=part, batch=batch, by=Actor("import"), at=SINCE)
    publish_import(batch=batch, by=NOBODY, at=SINCE)
    sol = Customer.objects.get(name="Sol")
    assert (sol.email, sol.phone, sol.phone_key) == ("sol@x.example", "030 12345", "3012345")
    assert [one.value for one in sol.handles.all()] == ["sol at y", "sol@y.example"]


def test_who_was_here_before_an_import_stays_as_they_were(ours: Cast) -> None:
    before = ours.bakery
    batch = open_import(source="jobs", by=Actor("import"), at=SINCE)
    with bringing_in(batch):
        said = Person(name="the bakery", email="rosa@x.example", further=(Reached("other", "x"),))
        bring_in(people=[said], batch=batch, by=Actor("import"), at=SINCE)
    publish_import(batch=batch, by=NOBODY, at=SINCE)
    bakery = Customer.objects.get(pk=before.pk)
    assert (bakery.email, bakery.handles.count()) == (before.email, 0)
