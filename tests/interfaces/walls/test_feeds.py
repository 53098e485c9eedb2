"""A feed is one member's of one business; what is no good address opens nothing, by any method."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries import feed as feeds
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries
from makegood.foundation.links.actions import make, revoke
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.interfaces.walls import digest
from tests.interfaces.walls.addresses import METHODS, Address, by_link
from tests.interfaces.walls.links import damaged
from tests.interfaces.walls.world import NOW, OURS, THEIRS, World

READ = {"GET", "HEAD"}


def addresses() -> list[Address]:
    """Every address that a feed's token opens."""
    return [one for one in by_link() if getattr(one.view, "by_link", "") == "feed"]


def token_of(member: Member, subject: int = 0, *, gone: bool = False, page: bool = False) -> str:
    by = Actor("member", member.pk)
    with enter(member.business):
        link = make(
            purpose=Link.Purpose.PAGE if page else Link.Purpose.FEED,
            opens=subject or member.pk,
            by=by,
            at=NOW,
            lasts=None,
        )
        if gone:
            revoke(link=link, by=by, at=NOW)
        return queries.token(link.pk)


def forged(world: World) -> Iterator[tuple[str, str]]:
    """Tokens that open no feed."""
    owner, stranger = world.cast.owner, world.cast.stranger
    left = Member.objects.get(user=world.eve)
    yield from damaged(token_of(owner))
    yield "revoked", token_of(owner, gone=True)
    yield "of a page", token_of(owner, page=True)
    yield "of one who left", token_of(left)
    yield "of our link to their member", token_of(stranger, owner.pk)
    yield "of nobody", token_of(owner, 2**40)


def wrong_opens(world: World) -> Iterator[str]:
    tries = [(name, token) for name, token in forged(world) if token]
    before = digest.of_everything(world.ours, world.theirs)
    for address in addresses():
        for name, token in tries:
            for method in METHODS:
                answer = Client().generic(method, address.at({"token": token}))
                wanted = 404 if method in READ else 405
                if answer.status_code != wanted:
                    yield f"{method} {address.name}, {name}: {answer.status_code}"
    yield from digest.changed(before, digest.of_everything(world.ours, world.theirs))


def leaks(world: World) -> Iterator[str]:
    """Each feed of the one business, read for a word of the other."""
    for member, own, other in (
        (world.cast.owner, THEIRS, OURS),
        (world.cast.stranger, OURS, THEIRS),
    ):
        for address in addresses():
            said = Client().get(address.at({"token": token_of(member)})).content.decode()
            unfolded = said.replace("\r\n ", "")
            if other in unfolded:
                yield f"{address.name} of {member.business.slug} shows {other}"
            if own not in unfolded:
                yield f"{address.name} of {member.business.slug} shows nothing of its own"


def test_there_is_a_feed_to_try() -> None:
    assert [one.name for one in addresses()] == ["feed"]


def test_what_is_no_good_address_opens_nothing(world: World) -> None:
    assert list(wrong_opens(world)) == []


def test_no_feed_shows_another_business(world: World) -> None:
    assert list(leaks(world)) == []


def test_a_feed_of_whoever_is_named_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(member_id: int) -> Member | None:
        return Member.objects.filter(pk=member_id).first()

    monkeypatch.setattr("makegood.interfaces.api.feed.reader", careless)
    found = list(wrong_opens(world))
    assert any("of one who left: 200" in line for line in found)
    assert any("of our link to their member: 200" in line for line in found)


def test_a_feed_without_its_business_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    right = feeds._promises

    def careless(member: Member, midnight: datetime) -> Iterator[Promise]:
        for promise in right(member, midnight):
            promise.text += f" {OURS} {THEIRS}"
            yield promise

    monkeypatch.setattr(feeds, "_promises", careless)
    assert len([line for line in leaks(world) if "shows" in line]) == 2
