"""What is looked for is found with what says which one it is, and nobody's else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.customers.actions import write_address
from makegood.domain.customers.actions.merging import merge
from makegood.domain.engagements.actions import begin
from makegood.domain.promises.actions.keeping import keep
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.promises.hands import DAY, FRIDAY, MONDAY, act, promise
from tests.ui.reading import Element, parsed

pytestmark = pytest.mark.django_db
WHERE = "/desk/fern-studio/search"


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    by = act(cast.owner)
    with enter(cast.studio):
        write_address(customer=cast.anna, email="anna@example.com", by=by, at=SINCE)
        work = begin(customer=cast.bakery, name="Shop <b>sign</b>", by=by, at=MONDAY)
        promise(cast, text="Logo <script>", engagement=work)
        keep(promise=promise(cast, text="Poster", customer=cast.anna), by=by, at=MONDAY + DAY)
    with enter(cast.salon):
        assert cast.client_of_salon.pk
    client.force_login(cast.alice)
    with time_machine.travel(FRIDAY.late_after + DAY, tick=False):
        yield client


def page(client: Client, typed: str, headers: dict[str, str] | None = None) -> Element:
    answer = client.get(WHERE, {"q": typed}, headers=headers)
    assert answer.status_code == 200
    return parsed(answer.content.decode())


def hits(found: Element) -> list[str]:
    rows = [each for each in found.all("li") if each.attributes.get("class") == "hit"]
    return [" ".join(each.text.split()) for each in rows]


def marks(found: Element) -> list[str]:
    return [each.text for each in found.all("mark")]


def test_each_kind_is_found_with_what_says_which_one_it_is(owner: Client) -> None:
    assert hits(page(owner, "bakery")) == [
        "the bakery",
        "Shop <b>sign</b> the bakery",
        "Logo <script> the bakery yesterday Late",
    ]
    assert hits(page(owner, "anna poster")) == ["Poster Anna yesterday Kept early"]


def test_a_customer_leads_to_their_page(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        merge(alias=cast.anna, into=cast.bakery, by=act(cast.owner), at=MONDAY)
        where = f"/desk/fern-studio/customers/{cast.bakery.pk}"
    for typed in ("anna", "bakery"):
        found = page(owner, typed)
        addresses = [each.attributes["href"] for each in found.all("a")]
        assert addresses.count(where) == 1
    assert hits(page(owner, "anna poster")) == ["Poster the bakery yesterday Kept early"]


def test_what_was_asked_for_is_marked(owner: Client) -> None:
    assert marks(page(owner, "LOG scri")) == ["Logo", "script"]
    assert marks(page(owner, "anna@example")) == ["Anna", "anna", "example", "Anna"]


@pytest.mark.parametrize(
    "typed", ['"', "*", "AND NOT", "a\x00b", "🎂", "<script>alert(1)", "x" * 9000]
)
def test_nothing_typed_breaks_the_page(owner: Client, typed: str) -> None:
    inputs = {each.attributes.get("id"): each for each in page(owner, typed).all("input")}
    assert inputs["find-words"].attributes["value"] == typed.replace("\x00", "")[:200]


def test_as_one_types_what_was_found_comes_alone(owner: Client) -> None:
    part = page(owner, "poster", {"HX-Request": "true"})
    assert part.all("h1") == []
    assert part.all("div")[0].attributes["id"] == "found"
    assert part.all("div")[0].attributes["data-announce"] == "1 found"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "What are you looking for?"),
        ("zzz", "Nothing found."),
        ("…", "There is no word in that."),
        ("gwen", "Nothing found."),
    ],
)
def test_where_nothing_is_found_it_says_what_to_do(owner: Client, typed: str, said: str) -> None:
    found = page(owner, typed)
    assert hits(found) == []
    assert said in found.text


def test_it_is_found_from_every_page(owner: Client) -> None:
    found = parsed(owner.get("/desk/fern-studio/today").content.decode())
    form = next(each for each in found.all("form") if each.attributes.get("role") == "search")
    assert (form.attributes["action"], form.attributes["method"]) == (WHERE, "get")
    assert form.one("input").attributes["name"] == "q"
