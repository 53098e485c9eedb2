"""A forgotten password: asked for, chosen by the letter's link, and nothing by looking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, override_settings

from makegood.foundation.accounts.resetting import reset_address
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import User
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.ui.reading import parsed

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
NEW = "plum-crumble-on-a-tuesday"
TODAY = "/desk/fern-studio/today"


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


def link(user: User) -> str:
    return reset_address(user.pk, at=NOW).removeprefix(settings.BASE_URL)


def signed_in(cast: Cast) -> Client:
    client = Client()
    client.post("/sign-in", {"login": cast.alice.email, "password": cast.password})
    assert client.get(TODAY).status_code == 200
    return client


def test_signing_in_leads_there() -> None:
    hrefs = [a.attributes.get("href") for a in parsed(said("/sign-in")).all("a")]
    assert "/password" in hrefs


def said(path: str) -> str:
    return Client().get(path).content.decode()


def test_the_same_is_said_of_an_address_we_know_and_one_we_do_not(cast: Cast) -> None:
    answers = [
        Client().post("/password", {"email": email}, follow=True)
        for email in (cast.alice.email, "nobody@example.com")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain == [("/password/asked", 302)]
    first, second = (parsed(answer.content.decode()).all("main")[0] for answer in answers)
    assert first.text == second.text != ""


def test_the_link_sets_a_password_and_brings_them_in(cast: Cast) -> None:
    client = Client()
    address = link(cast.alice)
    answer = client.post(address, {"password1": NEW})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get(TODAY).status_code == 200
    cast.alice.refresh_from_db()
    assert cast.alice.check_password(NEW)
    assert Client().post(address, {"password1": "another-plum-crumble"}).status_code == 404


def test_every_other_session_ends(cast: Cast) -> None:
    before = [signed_in(cast), signed_in(cast)]
    other = Client()
    other.force_login(cast.bob)
    assert before[0].post(link(cast.alice), {"password1": NEW}).status_code == 302
    assert [one.get(TODAY).status_code for one in (*before, other)] == [200, 302, 200]


def test_to_look_changes_nothing_whoever_is_in(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.bob)
    before = list(Session.objects.order_by("pk").values())
    for method in (client.get, client.head, client.options, Client().get, Client().head):
        assert method(link(cast.alice)).status_code == 200
        assert method("/password").status_code == 200
    assert list(Session.objects.order_by("pk").values()) == before
    assert client.get(TODAY).status_code == 200
    assert Client().post(link(cast.alice), {"password1": NEW}).status_code == 302
    with enter(cast.studio):
        assert not Letter.objects.exists()


@pytest.mark.parametrize("bad", ["", "short", "password123"])
def test_a_bad_password_is_refused_beside_its_field(cast: Cast, bad: str) -> None:
    page = Client().post(link(cast.alice), {"password1": bad})
    assert "field-error" in page.content.decode()
    cast.alice.refresh_from_db()
    assert cast.alice.check_password(cast.password)


def test_another_s_key_opens_nothing_of_theirs(cast: Cast) -> None:
    _, _, who, key = link(cast.alice).split("/")
    other = link(cast.bob).split("/")[2]
    for path in (
        f"{other}/{key}",
        f"{who}/{key[:-1]}x",
        f"{who}/x",
        "zzzzzzzzzzzzzz/x",
        f"-/{key}",
    ):
        answer = Client().post(f"/password/{path}", {"password1": NEW})
        assert answer.status_code == 404, path
    for user in (cast.alice, cast.bob):
        user.refresh_from_db()
        assert user.check_password(cast.password)


def test_after_three_days_it_is_over(cast: Cast) -> None:
    address = link(cast.alice)
    with time_machine.travel(NOW + timedelta(days=3, seconds=1), tick=False):
        page = Client().get(address)
    assert page.status_code == 404
    assert "/password" in [a.attributes.get("href") for a in parsed(page.content.decode()).all("a")]


def test_nobody_is_flooded_with_letters(cast: Cast) -> None:
    statuses = []
    for n in range(9):
        with time_machine.travel(NOW + n * timedelta(hours=2), tick=False):
            asks = Client(REMOTE_ADDR=f"192.0.2.{n}")
            statuses.append(asks.post("/password", {"email": cast.alice.email}).status_code)
    assert statuses == [302] * 5 + [429] * 4
    with enter(cast.studio):
        assert Letter.objects.count() == 5


def test_keys_are_not_guessed_often(cast: Cast) -> None:
    tries = [Client().post(f"/password/1/{n}").status_code for n in range(21)]
    assert (tries[0], tries[-1]) == (404, 429)


@override_settings(ALLOWED_HOSTS=["*"], USE_X_FORWARDED_HOST=True)
def test_the_page_itself_leads_only_to_us(cast: Cast) -> None:
    page = Client(HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")
    for path in ("/password", "/password/asked", link(cast.alice)):
        assert "evil.example" not in page.get(path).content.decode()
