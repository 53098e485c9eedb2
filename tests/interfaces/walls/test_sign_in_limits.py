"""Guessing passwords is slow, however many ask; what is counted is shared by all processes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings

from makegood.config import environment
from makegood.foundation.tenancy.models import User
from tests.cast import Cast
from tests.interfaces.walls.world import NOW

MOST = 20
pytestmark = pytest.mark.django_db(databases=["default", "limits"])


@pytest.fixture(autouse=True)
def shared_counts() -> Iterator[None]:
    """The cache as production has it: rows on the connection of the limits."""
    with override_settings(CACHES={"default": environment.counts("production")}):
        call_command("createcachetable", database="limits", verbosity=0)
        yield
        cache.clear()


def signs_in(client: Client, user: User, password: str, address: str = "198.51.100.7") -> bool:
    said = {"login": user.email, "password": password}
    return client.post("/sign-in", said, REMOTE_ADDR=address).status_code == 302


def browser_of(user: User, password: str) -> Client:
    """A browser with which they signed in once, and out again."""
    client = Client()
    assert signs_in(client, user, password)
    client.post("/sign-out")
    return client


def guesses(
    cast: Cast, minutes: int, address: str, host: str = "testserver", known: Client | None = None
) -> int:
    """How many passwords for Alice are looked at, asked four times a minute."""
    looked_at = 0
    for n in range(minutes * 4):
        with time_machine.travel(NOW + timedelta(seconds=15 * n), tick=False):
            client = known or Client()
            answer = client.post(
                "/sign-in",
                {"login": cast.alice.email, "password": f"guess {n}"},
                REMOTE_ADDR=address.format(n % 200),
                HTTP_HOST=host.format(n + 1024),
            )
            refused = b"Too many" in answer.content or answer.status_code == 429
            looked_at += not refused
    return looked_at


def test_guesses_from_everywhere_are_few(cast: Cast) -> None:
    tried = guesses(cast, 15, "192.0.2.{}")
    assert 0 < tried <= MOST
    assert cache.get("allauth") is None


def test_too_many_in_a_row_are_told_to_wait(cast: Cast) -> None:
    answers = [Client().post("/sign-up", {"business": "x"}) for _ in range(21)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "no-store" in answers[-1].headers["Cache-Control"]


def test_a_forged_address_counts_for_nothing(cast: Cast) -> None:
    said = {"business": "x"}
    statuses = [
        Client().post("/sign-up", said, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(21)
    ]
    assert statuses[-1] == 429


def test_another_port_in_the_host_is_no_fresh_start(cast: Cast) -> None:
    assert guesses(cast, 15, "192.0.2.{}", host="testserver:{}") <= MOST


LATER = NOW + timedelta(seconds=299)


def test_guessing_locks_nobody_out_of_a_browser_they_know(cast: Cast) -> None:
    with time_machine.travel(NOW - timedelta(days=300), tick=False):
        known = browser_of(cast.alice, cast.password)
    guesses(cast, 5, "192.0.2.{}")
    with time_machine.travel(LATER, tick=False):
        assert signs_in(known, cast.alice, cast.password)
        assert not signs_in(Client(), cast.alice, cast.password)


def test_nor_does_guessing_from_behind_the_same_address(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        known = browser_of(cast.alice, cast.password)
        for n in range(40):
            signs_in(Client(), cast.alice, f"guess {n}")
        assert signs_in(known, cast.alice, cast.password)


def test_a_known_browser_may_guess_no_more_than_others(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        known = browser_of(cast.alice, cast.password)
    assert 0 < guesses(cast, 15, "192.0.2.{}", known=known) <= MOST


def test_another_s_browser_is_a_stranger_s(cast: Cast) -> None:
    """A guesser has an account too, and as many browsers as they like."""
    with time_machine.travel(NOW, tick=False):
        browsers = [browser_of(cast.mallory, cast.password) for _ in range(15)]
    assert sum(guesses(cast, 1, "192.0.2.{}", known=one) for one in browsers) <= 5
    with time_machine.travel(NOW, tick=False):
        assert all(signs_in(one, cast.mallory, cast.password) for one in browsers)


@pytest.mark.parametrize("change", ["", "x", "W10:x:x"])
def test_a_browser_knows_nobody_by_its_own_word(cast: Cast, change: str) -> None:
    with time_machine.travel(NOW, tick=False):
        forged = browser_of(cast.alice, cast.password)
        cookie = forged.cookies[settings.DEVICE_COOKIE_NAME]
        assert cast.alice.email not in cookie.value
        forged.cookies[settings.DEVICE_COOKIE_NAME] = change and cookie.value[:-3] + change
    guesses(cast, 5, "192.0.2.{}")
    with time_machine.travel(LATER, tick=False):
        assert not signs_in(forged, cast.alice, cast.password)


def test_a_browser_is_known_for_a_year(cast: Cast) -> None:
    with time_machine.travel(NOW - timedelta(days=366), tick=False):
        known = browser_of(cast.alice, cast.password)
    guesses(cast, 5, "192.0.2.{}")
    with time_machine.travel(LATER, tick=False):
        assert not signs_in(known, cast.alice, cast.password)


def test_a_browser_that_a_team_shares_knows_each(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        shared = browser_of(cast.alice, cast.password)
        assert signs_in(shared, cast.bob, cast.password)
        shared.post("/sign-out")
    guesses(cast, 5, "192.0.2.{}")
    with time_machine.travel(LATER, tick=False):
        assert signs_in(shared, cast.alice, cast.password)


def test_whoever_signs_up_has_a_browser_we_know() -> None:
    client = Client()
    said = {"business": "Hill Farm", "email": "new@example.com", "password1": "lemon-drizzle-pie"}
    assert client.post("/sign-up", said).status_code == 302
    assert client.cookies[settings.DEVICE_COOKIE_NAME].value
