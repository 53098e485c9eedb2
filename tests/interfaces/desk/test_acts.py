"""What a row offers after an act in place: the way back, for as long as it is a slip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise, Telling
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, DAY, act, promise
from tests.ui.reading import Element, parsed

pytestmark = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def logo(cast: Cast) -> Promise:
    with enter(cast.studio):
        return promise(cast)


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    """An hour after the Friday it was promised for."""
    client.force_login(cast.alice)
    with time_machine.travel(AFTER_FRIDAY, tick=False):
        yield client


def press(client: Client, address: str, **said: str) -> Element:
    return parsed(client.post(address, said, headers=IN_PLACE).content.decode())


def act_of(row: Element) -> tuple[str, str]:
    """The label and the address of the one act."""
    return row.one("button").text.split(":")[0].strip(), row.one("form").attributes["action"]


def test_told_by_phone_is_taken_back_where_it_was_pressed(
    cast: Cast, logo: Promise, owner: Client
) -> None:
    row = press(owner, f"/desk/fern-studio/promises/{logo.pk}/tellings", how="phone")
    label, address = act_of(row)
    assert label == "Undo"
    assert "They know" in row.text
    assert row.one("li").attributes["class"] == "promise-row"

    label, _ = act_of(press(owner, address))
    assert label == "Told by phone"
    with enter(cast.studio):
        assert Telling.objects.get().taken_back_at is not None


@pytest.mark.parametrize("how", ["letter", "pigeon", ""])
def test_how_they_were_told_is_asked_where_the_word_says_nothing(
    cast: Cast, logo: Promise, owner: Client, how: str
) -> None:
    address = f"/desk/fern-studio/promises/{logo.pk}/tellings"
    answer = owner.post(address, {"how": how}, headers=IN_PLACE)
    assert "How did you tell them: in person, by phone" in answer.headers["HX-Trigger-After-Settle"]
    with enter(cast.studio):
        assert not Telling.objects.exists()


def test_after_the_page_is_opened_anew_the_row_has_its_own_act(
    logo: Promise, owner: Client
) -> None:
    press(owner, f"/desk/fern-studio/promises/{logo.pk}/tellings", how="phone")
    today = parsed(owner.get("/desk/fern-studio/today").content.decode())
    row = next(each for each in today.all("li") if "data-row" in each.attributes)
    assert act_of(row)[0] == "Kept"


def ledger_row(client: Client) -> Element:
    page = parsed(client.get("/desk/fern-studio/ledger?which=kept").content.decode())
    return next(each for each in page.all("li") if "data-row" in each.attributes)


def test_what_was_kept_today_has_its_undo_in_the_ledger(
    cast: Cast, logo: Promise, owner: Client
) -> None:
    with enter(cast.studio):
        keep(promise=logo, by=act(cast.owner), at=AFTER_FRIDAY)
    assert act_of(ledger_row(owner))[0] == "Undo"


def test_what_was_kept_before_today_is_taken_back_on_its_own_page_alone(
    cast: Cast, logo: Promise, owner: Client
) -> None:
    with enter(cast.studio):
        keep(promise=logo, by=act(cast.owner), at=AFTER_FRIDAY - DAY)
    assert ledger_row(owner).all("button") == []
    assert "keeping/undone" in owner.get(f"/desk/fern-studio/promises/{logo.pk}").content.decode()


def test_at_midnight_the_undo_of_a_known_row_is_gone(
    cast: Cast, logo: Promise, client: Client
) -> None:
    with enter(cast.studio):
        keep(promise=logo, by=act(cast.owner), at=AFTER_FRIDAY)
    client.force_login(cast.alice)
    with time_machine.travel(AFTER_FRIDAY, tick=False):
        assert act_of(ledger_row(client))[0] == "Undo"
    with time_machine.travel(AFTER_FRIDAY + DAY, tick=False):
        client.force_login(cast.alice)
        assert ledger_row(client).all("button") == []
