"""The list of customers: found by name, stage and tag, with what is open and late for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from makegood.domain.customers.actions import merging, remarking
from makegood.domain.customers.actions.describing import change
from makegood.domain.customers.models import Customer
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, MONDAY, NEXT_FRIDAY, act, promise
from tests.ui.reading import Element, parsed

WHERE = "/desk/fern-studio/customers"


@pytest.fixture
def people(cast: Cast) -> Iterator[Cast]:
    """The bakery, for whom we are late; Anna, for whom we are not; it is Saturday."""
    said: dict[str, Any] = {"by": act(cast.owner), "at": MONDAY}
    with enter(cast.studio):
        promise(cast)
        promise(cast, due=NEXT_FRIDAY, customer=cast.anna)
        remarking.tag(customer=cast.anna, name="Regular", **said)
        change(customer=cast.bakery, organisation="Crumb Ltd", stage="customer", **said)
    with time_machine.travel(AFTER_FRIDAY, tick=False):
        yield cast


def page(browser: Client, **asked: str) -> Element:
    return parsed(browser.get(WHERE, asked).content.decode()).one("main")


def rows(found: Element) -> list[str]:
    listed = [each for each in found.all("li") if each.attributes.get("class") == "person"]
    return [" ".join(each.text.split()) for each in listed]


def test_each_stands_with_what_is_open_and_late_and_their_last_touch(
    alice: Client, people: Cast
) -> None:
    assert rows(page(alice)) == [
        "Anna Regular 1 open Last: Monday",
        "the bakery Crumb Ltd 1 open, 1 late Last: Monday",
    ]


def test_an_aliass_promises_count_for_its_head(alice: Client, people: Cast) -> None:
    with enter(people.studio):
        into = Customer.objects.get(pk=people.bakery.pk)
        merging.merge(alias=people.anna, into=into, by=act(people.owner), at=MONDAY)
    assert rows(page(alice)) == ["the bakery Crumb Ltd 2 open, 1 late Last: Monday"]
    assert rows(page(alice, search="anna")) == rows(page(alice, tag="regular")) == rows(page(alice))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"search": "BAKE"}, ["the bakery"]),
        ({"search": "crumb"}, ["the bakery"]),
        ({"stage": "customer"}, ["the bakery"]),
        ({"stage": "nonsense"}, ["Anna", "the bakery"]),
        ({"tag": "regular"}, ["Anna"]),
        ({"order": "newest"}, ["Anna", "the bakery"]),
        ({"page": "9" * 40}, ["Anna", "the bakery"]),
        ({"page": "2"}, []),
    ],
)
def test_the_list_is_narrowed(
    alice: Client, people: Cast, asked: dict[str, str], names: list[str]
) -> None:
    found = page(alice, **asked)
    listed = [each.text for each in found.all("a") if each.attributes.get("class") == "person-name"]
    assert listed == names


def test_nothing_that_fits_leads_to_everybody(alice: Client, people: Cast) -> None:
    found = page(alice, search="nowhere")
    everybody = next(each for each in found.all("a") if each.text == "Everybody")
    assert everybody.attributes["href"] == WHERE


def test_a_tag_pressed_again_narrows_no_more(alice: Client, people: Cast) -> None:
    tag = next(each for each in page(alice, tag="regular").all("a") if each.text == "Regular")
    assert (tag.attributes["aria-current"], tag.attributes["href"]) == ("true", WHERE)


def test_an_empty_list_says_how_it_begins(alice: Client, cast: Cast) -> None:
    found = page(alice)
    assert "Nobody here yet." in found.text
    assert "Logo proofs to the bakery by Friday" in found.text
