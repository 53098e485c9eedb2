"""How a touchpoint felt is said with one press, in place or not, and taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import open_import
from makegood.foundation.journal.models import Entry, Feeling
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, DAY, MONDAY, act, promise
from tests.interfaces.desk.test_customer import DESK, where, words
from tests.ui.reading import parsed

IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def bakery(cast: Cast) -> Iterator[Customer]:
    """A promise to them was kept; it is Saturday."""
    with enter(cast.studio):
        keep(promise=promise(cast, text="Stamp"), by=act(cast.owner), at=MONDAY + DAY)
    with time_machine.travel(AFTER_FRIDAY, tick=False):
        yield cast.bakery


@pytest.fixture
def kept(bakery: Customer, cast: Cast) -> str:
    with enter(cast.studio):
        return f"{DESK}/journal/{Entry.objects.get(event='promise.kept').pk}/feeling"


def test_one_press_says_it_in_place_and_one_takes_it_back(
    alice: Client, bakery: Customer, kept: str
) -> None:
    answer = alice.post(kept, {"feels": "bad", "reason": "Too late"}, headers=IN_PLACE)
    touch = parsed(answer.content.decode()).one("li")
    assert "It felt bad to them: Too late" in " ".join(touch.text.split())
    assert "It felt bad to them: Too late" in words(alice, where(bakery))
    answer = alice.post(f"{kept}/taken-back", headers=IN_PLACE)
    presses = " ".join(parsed(answer.content.decode()).one("form").text.split())
    assert "It felt bad to them" not in answer.content.decode()
    assert presses == "+ good: Kept early0 neither: Kept early− bad: Kept early"


def test_without_script_it_leads_back_to_the_timeline(
    alice: Client, bakery: Customer, kept: str
) -> None:
    back = alice.post(kept, {"feels": "good"}).headers["Location"]
    assert back.startswith(f"{where(bakery)}#touch-")
    assert "It felt good to them" in words(alice, back.partition("#")[0])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "How did it feel?"),
        ({"feels": "fine"}, "How did it feel?"),
        ({"feels": "bad", "reason": "x" * 201}, "That is too long: 200 characters fit."),
        ({"feels": "bad", "reason": "late\0"}, "There is a sign in it that cannot be read."),
    ],
)
def test_what_is_no_feeling_is_asked_again(
    alice: Client, bakery: Customer, cast: Cast, kept: str, sent: dict[str, str], said: str
) -> None:
    assert said in alice.post(kept, sent, headers=IN_PLACE).content.decode()
    alice.post(kept, sent)
    assert said in words(alice, where(bakery))
    with enter(cast.studio):
        assert not Feeling.objects.exists()


def test_what_nobody_lived_through_has_no_feeling(
    alice: Client, bakery: Customer, cast: Cast
) -> None:
    with enter(cast.studio):
        met = Entry.objects.get(event="customer.met").pk
    assert alice.post(f"{DESK}/journal/{met}/feeling", {"feels": "good"}).status_code == 404


@pytest.mark.parametrize("model", [Promise, Customer])
def test_of_what_an_import_hides_nobody_says_how_it_felt(
    alice: Client, bakery: Customer, cast: Cast, kept: str, model: type[Promise | Customer]
) -> None:
    with enter(cast.studio):
        batch = open_import(source="a table", by=act(cast.owner), at=MONDAY)
        model.objects.update(import_batch=batch)
    for headers in (IN_PLACE, {}):
        assert alice.post(kept, {"feels": "good"}, headers=headers).status_code == 404
    with enter(cast.studio):
        assert not Feeling.objects.exists()


def test_what_an_import_hides_stands_on_no_timeline(
    alice: Client, bakery: Customer, cast: Cast
) -> None:
    assert "Stamp" in words(alice, where(bakery))
    with enter(cast.studio):
        batch = open_import(source="a table", by=act(cast.owner), at=MONDAY)
        Promise.objects.update(import_batch=batch)
    assert "promise." not in words(alice, where(bakery))
