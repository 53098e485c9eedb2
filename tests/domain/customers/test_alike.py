"""Who may be the same is suggested with its evidence, and never again once said not to be."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.actions import merging, write_address
from makegood.domain.customers.actions.reaching import add_handle
from makegood.domain.customers.models import Customer, Handle
from makegood.domain.customers.queries.alike import duplicates
from makegood.domain.customers.queries.card import card
from makegood.domain.customers.rules.likeness import Evidence
from tests.cast import Cast
from tests.domain.customers.hands import act, brought, by_alice, merge, met

pytestmark = pytest.mark.usefixtures("ours")


def suggested(customer: Customer) -> list[tuple[str, Evidence, str]]:
    return [(one.who.name, one.why, one.shared) for one in duplicates(card(customer.pk))]


def test_the_same_address_or_number_is_evidence(ours: Cast) -> None:
    anna, bakery, other = ours.anna, ours.bakery, met("Somebody")
    write_address(customer=anna, email="Anna@Example.com", phone="030 1234567", **act(ours))
    write_address(customer=bakery, email="anna@example.com", **act(ours))
    write_address(customer=other, phone="+49 30 1234567", **act(ours))
    assert suggested(anna) == [
        ("the bakery", Evidence.EMAIL, "anna@example.com"),
        ("Somebody", Evidence.PHONE, "+49 30 1234567"),
    ]
    assert suggested(bakery) == [("Anna", Evidence.EMAIL, "Anna@Example.com")]


def test_one_mailbox_is_evidence_however_its_domain_is_written(ours: Cast) -> None:
    anna, bakery, other = ours.anna, ours.bakery, met("Somebody")
    write_address(customer=anna, email="anna@exa\u0308mple.com", **act(ours))
    write_address(customer=bakery, email="Anna@xn--exmple-cua.com", **act(ours))
    write_address(customer=other, email="anna@exаmple.com", **act(ours))  # a Cyrillic a
    assert suggested(anna) == [("the bakery", Evidence.EMAIL, "Anna@exämple.com")]
    assert suggested(other) == []


def test_so_it_is_among_further_ways_to_reach_them(ours: Cast) -> None:
    anna, bakery = ours.anna, ours.bakery
    write_address(customer=anna, phone="0170 1234567", **act(ours))
    kind = Handle.Kind.WHATSAPP
    add_handle(customer=bakery, kind=kind, value="+49 170 1234567", **act(ours))
    assert suggested(anna) == [("the bakery", Evidence.PHONE, "+49 170 1234567")]
    assert suggested(bakery) == [("Anna", Evidence.PHONE, "0170 1234567")]


def test_names_are_alike_by_order_and_by_a_slip(ours: Cast) -> None:
    weber = met("Anna Weber")
    met("Weber, Anna")
    met("Anna Webber")
    brought("Anna Weber", "7")
    met("Ansgar Wolf")
    assert suggested(weber) == [
        ("Anna Weber", Evidence.NAME, "Anna Weber"),
        ("Weber, Anna", Evidence.SWAPPED, "Weber, Anna"),
        ("Anna Webber", Evidence.SLIP, "Anna Webber"),
    ]


def test_what_was_said_not_to_be_is_not_suggested_again(ours: Cast) -> None:
    one, two = met("Anna Weber"), met("Weber Anna")
    merging.tell_apart(customer=two, other=one, **by_alice(ours))
    assert suggested(one) == suggested(two) == []
    merge(met("A. Weber"), one)
    assert suggested(two) == []


def test_an_alias_is_suggested_under_its_heads_name_and_never_to_it(ours: Cast) -> None:
    one, two, other = met("Anna Weber"), met("Frau Weber"), met("Weber Anna")
    merge(one, two)
    assert suggested(two) == [("Weber Anna", Evidence.SWAPPED, "Weber Anna")]
    assert suggested(other) == [("Frau Weber", Evidence.SWAPPED, "Anna Weber")]


def test_it_asks_as_often_among_many(ours: Cast) -> None:
    anna = met("Anna Weber")
    write_address(customer=anna, email="anna@example.com", phone="030 1234567", **act(ours))
    asked = []
    for n in range(12):
        if n in {1, 11}:
            with CaptureQueriesContext(connection) as queries:
                suggested(anna)
            asked.append(len(queries))
        other = brought(f"Anna Weber{'r' * (n % 2)}", str(n))
        write_address(customer=other, email="anna@example.com", phone="0301234567", **act(ours))
    assert asked[0] == asked[1] <= 9
