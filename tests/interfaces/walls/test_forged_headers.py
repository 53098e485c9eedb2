"""What a request says of its own host, address and person is believed of nobody but our proxy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.middleware import RemoteUserMiddleware
from django.core.cache import cache
from django.test import Client, override_settings

from tests.cast import Cast
from tests.interfaces.walls.addresses import every, ids_in
from tests.interfaces.walls.answers import text_of
from tests.interfaces.walls.crawl import plain, signed_in
from tests.interfaces.walls.world import World

EVIL = "evil.example"
HOSTS = {
    "another": EVIL,
    "another with a port": f"{EVIL}:443",
    "ours in front": f"testserver.{EVIL}",
    "ours as a name": f"testserver@{EVIL}",
    "no port": f"testserver:{EVIL}",
    "both": f"testserver, {EVIL}",
    "ours as a path": f"{EVIL}/testserver",
    "a dot behind": f"{EVIL}.",
    "a line more": f"testserver\r\nLocation: //{EVIL}",
}
HEADERS = {
    "X-Forwarded-Host": EVIL,
    "X-Host": EVIL,
    "X-HTTP-Host-Override": EVIL,
    "X-Forwarded-Server": EVIL,
    "Forwarded": f"for=192.0.2.1;host={EVIL};proto=https",
    "X-Forwarded-Port": "1337",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Scheme": "https",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "X-Script-Name": f"//{EVIL}",
    "X-Original-URL": f"//{EVIL}/",
    "X-Rewrite-URL": f"//{EVIL}/",
    "X-HTTP-Method-Override": "DELETE",
    "X-Forwarded-For": "127.0.0.1",
    "X-Real-IP": "127.0.0.1",
}
PORT = re.compile(r"(:|%3A)1337", re.IGNORECASE)  # the digits alone stand in many a random token
PEOPLE = ("Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Forwarded-Email", "X-User")
ADDRESSES = ("X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP", "Fastly-Client-IP")


@pytest.fixture(autouse=True)
def counts_at_nought() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def paths(world: World) -> Iterator[str]:
    for address in every():
        for ids in ids_in(address, world.theirs) if address.is_desk else [{}]:
            if address.name != "account_logout":
                yield address.at(ids)


def clients(world: World) -> tuple[Client, Client]:
    return signed_in(world.cast.alice), Client()


def believed_hosts(world: World) -> Iterator[str]:
    """Answers to a request in another's name."""
    for client in clients(world):
        for path in paths(world):
            for name, host in HOSTS.items():
                answer = client.get(path, headers={"host": host})
                if answer.status_code != 400 or EVIL in str(answer.headers) + text(answer):
                    yield f"GET {path} for a host with {name}: {answer.status_code}"


def believed_headers(world: World) -> Iterator[str]:
    """Answers that are not those to the same request without the header."""
    for client in clients(world):
        for path in paths(world):
            without = plain(client.get(path), path)
            for name, said in HEADERS.items():
                if plain(client.get(path, headers={name: said}), path) != without:
                    yield f"GET {path} with {name}"


def text(answer: Any) -> str:
    said: str = text_of(answer)
    return said


@pytest.mark.parametrize("proxies", [0, 1])
def test_nobody_s_host_but_ours_is_answered(world: World, proxies: int) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert list(believed_hosts(world)) == []


def test_what_a_proxy_might_say_is_not_heard_from_others(world: World) -> None:
    assert list(believed_headers(world)) == []


def test_another_port_leads_nowhere_else(world: World) -> None:
    """Our host with any port is ours: so an address that we lead to names no host at all."""
    for client in clients(world):
        for path in paths(world):
            answer = client.get(path, headers={"host": "testserver:1337"})
            assert not PORT.search(str(answer.headers) + text(answer))
            assert answer.headers.get("Location", "/").startswith("/")


def test_a_forwarded_host_believed_is_seen(world: World) -> None:
    with override_settings(USE_X_FORWARDED_HOST=True):
        assert "X-Forwarded-Host" in next(believed_headers(world), "")


def test_any_host_answered_is_seen(world: World) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert next(believed_hosts(world), "")


def strangers_in(world: World) -> Iterator[str]:
    """Headers by which somebody is taken for Alice."""
    for name in PEOPLE:
        for who in (world.cast.alice.email, str(world.cast.alice.pk)):
            path = f"/desk/{world.theirs.slug}/today"
            answer = Client().get(path, headers={name: who}, REMOTE_USER=who)
            if answer.status_code != 302 or not answer.headers["Location"].startswith("/sign-in?"):
                yield f"{name}: {answer.status_code}"


@pytest.mark.parametrize("proxies", [0, 1])
def test_nobody_is_in_by_a_header(world: World, proxies: int) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert list(strangers_in(world)) == []


def test_somebody_in_by_a_header_is_seen(world: World) -> None:
    known = "django.contrib.auth.backends.RemoteUserBackend"
    middleware = f"{RemoteUserMiddleware.__module__}.{RemoteUserMiddleware.__name__}"
    with override_settings(
        MIDDLEWARE=[*settings.MIDDLEWARE, middleware], AUTHENTICATION_BACKENDS=[known]
    ):
        assert list(strangers_in(world))


def counted(headers: dict[str, str], times: int = 21) -> int:
    """How the last of so many sign-ups is answered; {} is another number each time."""
    said = [
        Client().post(
            "/sign-up",
            {"business": "x"},
            headers={name: value.format(n) for name, value in headers.items()},
        )
        for n in range(times)
    ]
    return said[-1].status_code


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*ADDRESSES, "X-Forwarded-For", "Forwarded"])
def test_a_forged_address_is_no_fresh_start(name: str) -> None:
    assert counted({name: "192.0.2.{}"}) == 429


@pytest.mark.django_db
@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_only_what_the_proxy_added_counts() -> None:
    assert counted({"X-Forwarded-For": "192.0.2.{}, 203.0.113.9"}) == 429
    assert counted({"X-Forwarded-For": "203.0.113.9, 192.0.2.{}"}) == 200
    for name in ADDRESSES:
        cache.clear()
        assert counted({"X-Forwarded-For": "203.0.113.9", name: "192.0.2.{}"}) == 429


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trusted", "status"), [(None, 301), (("HTTP_X_FORWARDED_PROTO", "https"), 200)]
)
def test_a_forwarded_scheme_counts_only_behind_a_proxy(
    cast: Cast, trusted: tuple[str, str] | None, status: int
) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=trusted):
        answer = Client().get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert answer.status_code == status
