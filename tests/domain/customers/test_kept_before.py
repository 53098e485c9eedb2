"""What was kept while addresses and numbers were folded in another way is found again."""

from __future__ import annotations

import pytest

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.customers.actions.reaching import add_handle
from makegood.domain.customers.models import Customer, Handle
from makegood.domain.customers.queries.alike import duplicates
from makegood.domain.customers.queries.card import card
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.customers.hands import NOBODY, act
from tests.rows_from_before import bring_in_step

pytestmark = pytest.mark.django_db
SINCE_THEN = ("customers", "compared_in_one_form")
APART, CODED = "Zoe@exa\u0308mple.com", "zoe@xn--exmple-cua.com"


def handle(customer: Customer, kind: str, value: str, key: str) -> Handle:
    made: Handle = Handle.objects.create(customer=customer, kind=kind, value=value, key=key)
    return made


def kept() -> list[tuple[str, str, str]]:
    return list(Customer.objects.order_by("pk").values_list("name", "email", "phone_key"))


def test_addresses_and_numbers_are_found_again_and_stay_two_peoples(cast: Cast) -> None:
    with enter(cast.studio):
        anna, bakery = cast.anna, cast.bakery
        said = {"phone": "+49 (0)30 / 123 45 67", "phone_key": "490301234567"}
        Customer.objects.filter(pk=anna.pk).update(email=APART, **said)
        Customer.objects.filter(pk=bakery.pk).update(email=CODED)
        handle(bakery, "phone", "030 1234567", key="0301234567")
        assert duplicates(card(anna.pk)) == []
    with enter(cast.salon):
        theirs = meet(name="Anna", by=NOBODY, at=anna.met_at)
        Customer.objects.filter(pk=theirs.pk).update(email=APART)
    bring_in_step(*SINCE_THEN)
    with enter(cast.studio):
        assert kept() == [
            ("Anna", "Zoe@exämple.com", "301234567"),
            ("the bakery", "zoe@exämple.com", ""),
        ]
        assert Handle.objects.get().key == "301234567"
        assert [one.who.pk for one in duplicates(card(anna.pk))] == [bakery.pk]
        assert set(Customer.objects.values_list("merged_into", flat=True)) == {None}
    with enter(cast.salon):
        assert kept() == [("Anna", "Zoe@exämple.com", "")]


def test_of_two_that_turn_out_to_be_one_the_later_stays_as_it_is(cast: Cast) -> None:
    with enter(cast.studio):
        first = handle(cast.anna, "email", APART, key="zoe@exa\u0308mple.com")
        later = handle(cast.anna, "email", CODED, key=CODED)
        other = handle(cast.bakery, "email", CODED, key=CODED)
    for _again in range(2):
        bring_in_step(*SINCE_THEN)
        with enter(cast.studio):
            keys = dict(Handle.objects.values_list("pk", "key"))
        assert keys == {first.pk: "zoe@exämple.com", later.pk: CODED, other.pk: "zoe@exämple.com"}


def test_what_is_in_one_form_is_not_touched(cast: Cast) -> None:
    with enter(cast.studio):
        write_address(customer=cast.anna, email="Zoe@Example.com", phone="030 1234567", **act(cast))
        add_handle(customer=cast.anna, kind=Handle.Kind.OTHER, value="At the bar", **act(cast))
        before = [*Customer.objects.values(), *Handle.objects.values()]
    bring_in_step(*SINCE_THEN)
    with enter(cast.studio):
        assert [*Customer.objects.values(), *Handle.objects.values()] == before
