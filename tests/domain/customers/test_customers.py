from __future__ import annotations

import pytest

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.customers.actions.bringing_in import bring_in
from makegood.domain.customers.actions.merging import merge
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries import among, named, names
from makegood.domain.customers.rules import LONGEST_NAME, Person, name_key
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

NOBODY = Actor("rule", rule="a test")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the bakery", "Bakery"),
        ("  Die   Bäckerei ", "bäckerei"),
        ("Weiß", "WEISS"),
        ("Zoe\u0308", "Zoë"),
        ("\u200fمحمد\u200e", "محمد"),
        ("\uff21nna", "Anna"),
    ],
)
def test_two_ways_of_writing_a_name_are_one_customer(cast: Cast, one: str, other: str) -> None:
    with enter(cast.studio):
        assert meet(name=one, by=NOBODY, at=SINCE) == meet(name=other, by=NOBODY, at=SINCE)
        assert named(other) == Customer.objects.get()
        assert Entry.objects.count() == 1


def test_a_name_of_an_article_alone_is_a_name() -> None:
    assert name_key("The") == "the"


def test_of_what_is_no_name_the_beginning_is_read() -> None:
    # To put marks in order takes the square of how many there are.
    above, below = "\u0301" * 8000, "\u0323" * 8000
    assert name_key(f"b{above}{below}") == name_key(f"b{above}")


def test_a_name_that_folds_into_many_letters_still_fits(cast: Cast) -> None:
    with enter(cast.studio):
        assert meet(name="\ufdfa" * LONGEST_NAME, by=NOBODY, at=SINCE).pk


@pytest.mark.parametrize("name", ["", " \x00\n", "\u200f", "x" * (LONGEST_NAME + 1)])
def test_what_is_no_name_meets_nobody(cast: Cast, name: str) -> None:
    with enter(cast.studio):
        with pytest.raises(Refusal):
            meet(name=name, by=NOBODY, at=SINCE)
        assert not Customer.objects.exists()
        assert not Entry.objects.exists()


def test_each_way_of_writing_a_known_name_is_known(cast: Cast) -> None:
    bakery = cast.bakery
    with enter(cast.studio):
        said = {"the bakery", "bakery", "Bakery", "logo"}
        assert among(said) == dict.fromkeys(said - {"logo"}, bakery)


def test_an_alias_is_known_by_its_name_and_not_offered(cast: Cast) -> None:
    bakery, anna = cast.bakery, cast.anna
    with enter(cast.studio):
        merge(alias=anna, into=bakery, by=NOBODY, at=SINCE)
        assert (names(), named("anna")) == (["the bakery"], anna)


def test_the_salon_knows_nobody_of_the_studio(cast: Cast) -> None:
    assert cast.bakery
    with enter(cast.salon):
        assert (named("bakery"), among({"bakery"})) == (None, {})


def test_an_imported_customer_is_known_by_its_key(cast: Cast) -> None:
    anna = cast.anna
    with enter(cast.studio):
        by = Actor("import")
        batch = open_import(source="shop", by=by, at=SINCE)
        people = [Person(name="Anna", key="7"), Person(name="Anna Maria", key="7")]
        other = bring_in(people=people, batch=batch, by=by, at=SINCE)["7"]
        assert (other.name, other != anna) == ("Anna", True)
        publish_import(batch=batch, by=by, at=SINCE)
        assert bring_in(people=people, batch=batch, by=by, at=SINCE) == {"7": other}
        assert named("anna") == anna


def test_what_is_not_named_of_their_address_stays(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        bakery = cast.bakery
        write_address(customer=bakery, email="b@example.com", phone="030 1", by=by, at=SINCE)
        stale = Customer.objects.get(pk=bakery.pk)
        write_address(customer=bakery, phone="030 2", by=by, at=SINCE)
        assert not write_address(customer=stale, phone="030 2", by=by, at=SINCE)
        assert (stale.email, stale.phone) == ("b@example.com", "030 2")
        assert write_address(customer=stale, email="", by=by, at=SINCE)
        bakery.refresh_from_db()
        assert (bakery.email, bakery.phone) == ("", "030 2")
