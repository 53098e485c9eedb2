"""The ledger's filters: nothing chosen is lost on the way, and there is a way on."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.keeping import keep
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import DAY, MONDAY, act, promise
from tests.ui.reading import Element, parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    with enter(cast.studio):
        promise(cast, text="ÜBERGABE der Straßenkarte")
        promise(cast, text="Poster", customer=cast.anna)
        keep(promise=promise(cast, text="Stempel"), by=act(cast.owner), at=MONDAY + DAY)
    client.force_login(cast.alice)
    with time_machine.travel(MONDAY + DAY, tick=False):
        yield client


def page(client: Client, **asked: str | int) -> Element:
    return parsed(client.get("/desk/fern-studio/ledger", asked).content.decode())


def texts(found: Element) -> list[str]:
    return [each.text for each in found.all("a") if "data-row-link" in each.attributes]


def test_nothing_that_fits_leads_to_the_same_among_all(owner: Client) -> None:
    nothing = page(owner, which="open", search="Stempel")
    assert texts(nothing) == []
    on = next(each for each in nothing.all("a") if each.text == "Look in all")
    asked = parse_qs(urlsplit(on.attributes["href"]).query)
    assert asked == {"which": ["all"], "search": ["Stempel"]}
    assert texts(page(owner, **{name: value[0] for name, value in asked.items()})) == ["Stempel"]


def test_nothing_among_all_leads_to_the_whole_ledger(owner: Client) -> None:
    nothing = page(owner, which="all", search="nowhere")
    on = next(each for each in nothing.all("a") if each.text == "The whole ledger")
    assert on.attributes["href"] == "/desk/fern-studio/ledger?which=all"


def test_a_search_stays_with_the_customer_and_the_kind(owner: Client, cast: Cast) -> None:
    chosen = page(owner, which="all", customer=cast.anna.pk, kind="other")
    form = next(each for each in chosen.all("form") if "filters-search" in each.attributes.values())
    kept = {
        each.attributes["name"]: each.attributes["value"]
        for each in form.all("input")
        if each.attributes["type"] == "hidden"
    }
    assert kept == {"which": "all", "customer": str(cast.anna.pk), "kind": "other"}
    nothing = page(owner, **kept, search="übergabe")
    assert texts(nothing) == []
    assert "Anna" in nothing.one("main").one("header").text


@pytest.mark.parametrize("words", ["übergabe", "ÜBERGABE DER", "STRASSENKARTE", "straßenkarte"])
def test_words_are_found_in_any_case(owner: Client, words: str) -> None:
    assert texts(page(owner, search=words)) == ["ÜBERGABE der Straßenkarte"]


def test_a_customer_is_found_with_or_without_the_article(owner: Client) -> None:
    assert texts(page(owner, search="THE BAKERY")) == texts(page(owner, search="Our bakery"))
    assert texts(page(owner, search="bakery")) == ["ÜBERGABE der Straßenkarte"]
