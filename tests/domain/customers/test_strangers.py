"""Another business's customers are nobody here."""

from __future__ import annotations

import pytest

from makegood.domain.customers.actions import write_address
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.customers.queries.alike import duplicates
from makegood.domain.customers.queries.card import card
from makegood.domain.customers.queries.people import people
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.customers.hands import NOBODY, act, heads, merge


def test_the_salon_merges_nobody_of_the_studio(cast: Cast) -> None:
    anna, bakery = cast.anna, cast.bakery
    with enter(cast.salon):
        with pytest.raises(Customer.DoesNotExist):
            merge(anna, bakery)
        assert ids_of(anna) == [anna.pk]
    with enter(cast.studio):
        assert heads() == {}


def test_the_salon_is_suggested_nobody_of_the_studio(cast: Cast) -> None:
    anna, gwen = cast.anna, cast.client_of_salon
    with enter(cast.studio):
        write_address(customer=anna, email="anna@example.com", **act(cast))
    with enter(cast.salon):
        write_address(customer=gwen, email="anna@example.com", by=NOBODY, at=SINCE)
        assert duplicates(card(gwen.pk)) == []


def test_the_salon_sees_its_own_people(cast: Cast) -> None:
    assert cast.anna
    gwen = cast.client_of_salon
    with enter(cast.salon):
        assert people() == ([gwen], False)
