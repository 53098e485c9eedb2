"""Looking changes nothing, and nobody acts without the token of our own page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver

from makegood.domain.promises.models import Promise
from makegood.foundation.tenancy.models import User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk import acts, door
from tests.interfaces.walls import digest
from tests.interfaces.walls.addresses import WRITING, every, ids_in
from tests.interfaces.walls.bodies import Posted
from tests.interfaces.walls.crawl import bodies_for
from tests.interfaces.walls.world import World


def paths(world: World, posted: list[Posted]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every path of the studio, and what its owner would send there."""
    for address in every():
        for ids in ids_in(address, world.theirs) if address.is_desk else [{}]:
            for body in bodies_for(address, posted):
                yield address.at(ids), body


def strict(user: User | None) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def forged(world: World, posted: list[Posted], user: User | None) -> Iterator[str]:
    """Another site's page posts with our cookies."""
    client, before = strict(user), digest.of_everything(world.ours, world.theirs)
    for path, body in paths(world, posted):
        for method in WRITING:
            send = getattr(client, method.lower())
            answer = send(path, body) if method == "POST" else send(path)
            if answer.status_code != 403:
                yield f"{method} {path}: {answer.status_code}"
    after = digest.of_everything(world.ours, world.theirs)
    yield from digest.changed(before, after)


def looked(world: World, posted: list[Posted]) -> Iterator[str]:
    """The same words in the address of a GET or a HEAD, as a link would carry them."""
    client = strict(world.cast.alice)
    before = digest.of_everything(world.ours, world.theirs)
    for path, body in paths(world, posted):
        for answer in (client.get(path), client.get(path, body), client.head(path)):
            if answer.status_code >= 500:
                yield f"GET {path}: {answer.status_code}"
        after = digest.of_everything(world.ours, world.theirs)
        yield from (f"GET {path}: changed {name}" for name in digest.changed(before, after))
        before = after


def test_nothing_is_done_without_our_token(world: World, posted: list[Posted]) -> None:
    for user in (world.cast.alice, None):
        found = list(forged(world, posted, user))
        assert not found, "\n".join(found)


def test_looking_changes_nothing(world: World, posted: list[Posted]) -> None:
    found = list(looked(world, posted))
    assert not found, "\n".join(found)


def test_a_view_freed_from_the_token_is_seen(
    world: World, posted: list[Posted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vars(acts.keep), "csrf_exempt", True)
    assert next(forged(world, posted, world.cast.alice), "")


def test_a_link_that_keeps_a_promise_is_seen(
    world: World, posted: list[Posted], monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(request: HttpRequest, business: str, promise: int) -> HttpResponse:
        with enter(world.theirs):
            Promise.objects.filter(pk=promise).update(text="kept by a link")
        return HttpResponse()

    resolver = get_resolver().resolve(f"/desk/{world.theirs.slug}/promises/1/keeping")
    for entry in get_resolver().url_patterns:
        for pattern in getattr(entry, "url_patterns", ()):
            if pattern.callback is resolver.func:
                monkeypatch.setattr(pattern, "callback", keep)
    assert door.READ == ("GET", "HEAD")
    assert any("changed" in line for line in looked(world, posted))
