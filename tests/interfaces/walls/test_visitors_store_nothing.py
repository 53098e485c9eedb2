"""What a visitor posts is counted, or leaves no trace: nobody fills our disk from outside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from makegood.interfaces.desk import typed
from tests.cast import Cast
from tests.interfaces.walls import digest
from tests.interfaces.walls.addresses import NOWHERE, every, ids_in
from tests.interfaces.walls.bodies import Body, Posted
from tests.interfaces.walls.crawl import bodies_for
from tests.interfaces.walls.world import World

OFTEN = 31  # Once more than the most that any limit lets through in a minute.
LONG = "x" * 20_000


@pytest.fixture(autouse=True)
def counts_at_nought() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def rows(world: World) -> dict[str, str]:
    """Every row, the sessions included."""
    sessions = repr(list(Session.objects.order_by("pk").values_list("pk", "session_data")))
    return digest.of_everything(world.ours, world.theirs) | {"sessions": sessions}


def posts(world: World, posted: list[Posted]) -> Iterator[tuple[str, Body]]:
    for address in every():
        for ids in ids_in(address, world.theirs) if address.is_desk else [{}]:
            body = bodies_for(address, posted)[0]
            yield address.at(ids), {**body, "business": LONG, "typed": LONG}
    yield f"/desk/{NOWHERE}/promises", {"text": LONG}


def uncounted(world: World, posted: list[Posted]) -> Iterator[str]:
    """Addresses where a visitor leaves something behind as often as they like."""
    before = rows(world)
    for path, body in posts(world, posted):
        cache.clear()
        statuses = [Client().post(path, body).status_code for _ in range(OFTEN)]
        after = rows(world)
        if statuses[-1] != 429 and after != before:
            yield f"POST {path}: changed {digest.changed(before, after)}"
            before = after


def test_a_visitor_leaves_nothing_behind_uncounted(world: World, posted: list[Posted]) -> None:
    found = list(uncounted(world, posted))
    assert not found, "\n".join(found)


def test_a_session_for_every_stranger_is_seen(
    world: World, posted: list[Posted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "_may_keep", lambda request: True)
    assert any("sessions" in line for line in uncounted(world, posted))


def test_a_known_browser_stores_only_so_often(cast: Cast) -> None:
    client = Client()
    client.post("/sign-in", {"login": cast.alice.email, "password": cast.password})
    before = Session.objects.count()
    for n in range(typed.MOST_AN_HOUR + 9):
        client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        answer = client.post(f"/desk/{cast.studio.slug}/promises", {"text": f"Proofs {n}"})
        assert answer.status_code == 302
    assert Session.objects.count() - before == typed.MOST_AN_HOUR


def test_a_known_browser_stores_only_so_much(cast: Cast) -> None:
    client = Client()
    client.post("/sign-in", {"login": cast.alice.email, "password": cast.password})
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    client.post(f"/desk/{cast.studio.slug}/promises", {f"field{n}": LONG for n in range(60)})
    kept = client.session[typed.KEPT]["fields"]
    assert sum(map(len, kept.values())) <= typed.MOST_TYPED
