"""A customer is described anew: by their name we know them, so two bear no one name."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.customers.actions.describing import change
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries import named
from tests.cast import Cast
from tests.domain.customers.hands import act, brought, journal, merge, met, refused, rows

pytestmark = pytest.mark.usefixtures("ours")


def test_what_is_said_is_written_and_told_without_a_word_of_it(ours: Cast) -> None:
    bakery = ours.bakery
    said: dict[str, Any] = {"name": "Bakery Sol", "organisation": "Sol  Ltd", "stage": "customer"}
    assert change(customer=bakery, **said, **act(ours))
    found = Customer.objects.get(pk=bakery.pk)
    assert (found.name, found.organisation, found.stage) == ("Bakery Sol", "Sol Ltd", "customer")
    assert (journal().event, journal().facts) == (
        "customer.changed",
        {"what": ["name", "organisation", "stage"]},
    )
    assert (named("bakery sol"), named("the bakery")) == (bakery, None)


def test_how_they_are_reached_is_written_with_it(ours: Cast) -> None:
    bakery = ours.bakery
    assert change(
        customer=bakery, email="sol@example.com", phone="030 / 1234567", language="de", **act(ours)
    )
    found = Customer.objects.get(pk=bakery.pk)
    assert (found.email, found.phone_key, found.language) == ("sol@example.com", "301234567", "de")
    assert journal().event == "customer.reachable"
    assert change(customer=bakery, phone="", **act(ours))
    assert Customer.objects.get(pk=bakery.pk).phone_key == ""


def test_what_is_not_said_stays_and_the_same_is_no_news(ours: Cast) -> None:
    bakery = ours.bakery
    change(customer=bakery, organisation="Sol", **act(ours))
    before = rows()
    assert not change(customer=bakery, name="the bakery", organisation="Sol", **act(ours))
    assert rows() == before
    stale = Customer(
        pk=bakery.pk, business=bakery.business, name="the bakery", met_at=bakery.met_at
    )
    change(customer=stale, stage="former", **act(ours))
    assert Customer.objects.get(pk=bakery.pk).organisation == "Sol"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " \u200f"}, "A name is enough"),
        ({"name": "x" * 201}, "too long"),
        ({"name": "THE ANNA"}, "Another customer has that name"),
        ({"organisation": "x" * 201}, "too long"),
        ({"stage": "friend"}, "not in the list"),
        ({"name": "Sol", "email": "nowhere"}, "no mail address"),
        ({"name": "Sol", "phone": "none"}, "no phone number"),
    ],
)
def test_what_will_not_do_is_refused_and_leaves_no_trace(
    ours: Cast, said: dict[str, Any], words: str
) -> None:
    bakery = ours.bakery
    assert ours.anna
    with refused(words):
        change(customer=bakery, **said, **act(ours))


def test_the_name_of_an_alias_is_said_to_be_theirs(ours: Cast) -> None:
    bakery, sol = ours.bakery, met("Sol")
    merge(sol, bakery)
    with refused("one of their other names"):
        change(customer=bakery, name="Sol", **act(ours))


def test_an_imported_customer_may_bear_a_name_that_is_borne(ours: Cast) -> None:
    assert ours.anna
    other = brought("Somebody", "7")
    assert change(customer=other, name="Anna", **act(ours))
