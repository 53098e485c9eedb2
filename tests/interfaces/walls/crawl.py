"""The stranger's walk: every address, every method, and what must not come of it.

A walk yields sentences about what it found wrong, the first as soon as it is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.test import Client

from makegood.foundation.tenancy.models import Business, User
from tests.interfaces.walls import digest
from tests.interfaces.walls.addresses import METHODS, Address, Ids, attacks, desk, missing
from tests.interfaces.walls.answers import text_of
from tests.interfaces.walls.bodies import Body, Posted
from tests.interfaces.walls.world import THEIRS, World

# What differs between two answers to the same question.
FRESH = re.compile(
    r'nonce(?:="|-)[\w+/=-]+|name="(?:csrfmiddlewaretoken|once)" value="\w+"|\b[0-9a-f]{16}\b'
)


@dataclass
class Tally:
    """How much was tried."""

    addresses: set[str]
    methods: set[str]
    requests: int = 0

    @classmethod
    def empty(cls) -> Tally:
        return cls(set(), set())

    def count(self, address: Address, method: str) -> None:
        self.addresses.add(address.name)
        self.methods.add(method)
        self.requests += 1


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def bodies_for(address: Address, posted: Iterable[Posted]) -> list[Body]:
    """Each different way to fill in what is posted to this address."""
    found = {tuple(sorted(p.body.items())): p.body for p in posted if p.name == address.name}
    seen: dict[tuple[str, ...], Body] = {}
    for body in found.values():
        seen.setdefault(tuple(sorted(body)), body)
    return list(seen.values()) or [{}]


def requests(address: Address, posted: Iterable[Posted]) -> Iterator[tuple[str, Body]]:
    for method in METHODS:
        if method == "POST":
            yield from ((method, body) for body in bodies_for(address, posted))
        else:
            yield method, {}


def ask(client: Client, method: str, path: str, body: Body) -> Any:
    """One request. (The body of a GET would become its query.)"""
    if method == "POST":
        return client.post(path, body)
    return client.generic(method, path)


def plain(answer: Any, path: str) -> tuple[int, str, list[tuple[str, str]]]:
    """An answer without what is new in each, and without the path that was asked for."""

    def bare(text: str) -> str:
        return FRESH.sub("~", text.replace(path, "~").replace(quote(path, safe=""), "~"))

    apart = {"Content-Length", "X-Request-ID"}
    headers = [(name, bare(said)) for name, said in answer.headers.items() if name not in apart]
    return answer.status_code, bare(text_of(answer)), sorted(headers)


def strangers_walk(
    world: World, user: User, ours: Business | None, posted: list[Posted], tally: Tally
) -> Iterator[str]:
    """As somebody who has no business in the studio: all is as if the studio were not there."""
    client, before = signed_in(user), digest.of(world.theirs)
    for address in desk():
        for ids in attacks(address, ours, world.theirs):
            void = missing(address, ids, ours)
            for method, body in requests(address, posted):
                tally.count(address, method)
                where = f"{method} {address.at(ids)}"
                yield from _one(client, address, (method, body), ids, void)
                after = digest.of(world.theirs)
                if after != before:
                    yield f"{where}: changed {digest.changed(before, after)}"
                    before = after


def _one(
    client: Client, address: Address, asked: tuple[str, Body], ids: Ids, void: Ids
) -> Iterator[str]:
    method, body = asked
    where = f"{method} {address.at(ids)}"
    answer = ask(client, method, address.at(ids), body)
    if THEIRS in text_of(answer):
        yield f"{where}: shows {THEIRS}"
    if answer.status_code not in {404, 405}:
        yield f"{where}: answers {answer.status_code}"
    elif answer.status_code == 405 and ids["business"] != void["business"]:
        yield f"{where}: answers 405 to a stranger"
    nothing = ask(client, method, address.at(void), body)
    if plain(answer, address.at(ids)) != plain(nothing, address.at(void)):
        yield f"{where}: not the answer that {address.at(void)} gets"


def visitors_walk(world: World, posted: list[Posted], tally: Tally) -> Iterator[str]:
    """Signed out: sent to sign in, whether or not there is such a business."""
    before = digest.of(world.theirs)
    for address in desk():
        for ids in attacks(address, world.ours, world.theirs):
            void = missing(address, ids, world.ours)
            for method, body in requests(address, posted):
                tally.count(address, method)
                where, path = f"{method} {address.at(ids)}", address.at(ids)
                answer = ask(_visitor(), method, path, body)
                if answer.status_code != 302 or not answer.url.startswith("/sign-in?"):
                    yield f"{where}: not sent to sign in but {answer.status_code}"
                nothing = ask(_visitor(), method, address.at(void), body)
                if plain(answer, path) != plain(nothing, address.at(void)):
                    yield f"{where}: not the answer that {address.at(void)} gets"
        if digest.of(world.theirs) != before:
            yield f"{address.name}: a visitor changed something"


def _visitor() -> Client:
    return Client(raise_request_exception=False)


def viewers_walk(world: World, posted: list[Posted], tally: Tally) -> Iterator[str]:
    """Of the team, and may only look: nothing is written, whatever is sent."""
    client, before = signed_in(world.vera), digest.of_everything(world.theirs, world.ours)
    for address in desk():
        for ids in attacks(address, world.theirs, world.theirs):
            for method, body in requests(address, posted):
                tally.count(address, method)
                where = f"{method} {address.at(ids)}"
                answer = ask(client, method, address.at(ids), body)
                if method not in {"GET", "HEAD"} and answer.status_code not in {404, 405}:
                    yield f"{where}: answers {answer.status_code} to a viewer"
        after = digest.of_everything(world.theirs, world.ours)
        if after != before:
            yield f"{address.name}: a viewer changed {digest.changed(before, after)}"
            before = after
