"""The walls of links would be seen to fall: each hole planted here lets somebody in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db.models import QuerySet

from makegood.domain.promises.models import Notice
from makegood.foundation.links import queries, rules
from makegood.foundation.links.models import Address, Link
from makegood.foundation.links.rules import State
from makegood.interfaces.portal import answering, door
from tests.interfaces.walls import links
from tests.interfaces.walls.links import Hands

Patch = pytest.MonkeyPatch
Walk = Callable[[Hands], Iterator[str]]


def any_pass_opens(patch: Patch) -> None:
    patch.setattr(rules, "same", lambda said, right: True)


def purpose_is_forgotten(patch: Patch) -> None:
    opened = queries._opened

    def careless(found: QuerySet[Address], purpose: Link.Purpose, now: datetime) -> Any:
        opens = (opened(found, each, now) for each in Link.Purpose)
        return next((one for one in opens if one is not None), None)

    patch.setattr(queries, "_opened", careless)


def purpose_of_a_pass_is_forgotten(patch: Patch) -> None:
    asked = queries.state_for

    def careless(link: Link, said: str, *, purpose: Link.Purpose, now: datetime) -> Any:
        return asked(link, said, purpose=Link.Purpose(link.purpose), now=now)

    patch.setattr(queries, "state_for", careless)


def nothing_ends(patch: Patch) -> None:
    patch.setattr(rules, "state", lambda *_, **__: State.OPEN)


def revoking_only_expires(patch: Patch) -> None:
    def state(expires_at: datetime | None, revoked_at: datetime | None, **_: object) -> State:
        return State.EXPIRED if revoked_at else State.OPEN

    patch.setattr(rules, "state", state)


def a_token_is_a_pass(patch: Patch) -> None:
    def by_pass(link_id: int, said: str, *, purpose: Link.Purpose, now: datetime) -> Any:
        return queries.by_token(said, purpose=purpose, now=now)

    patch.setattr(queries, "by_pass", by_pass)


def the_start_is_enough(patch: Patch) -> None:
    patch.setattr(rules, "same", lambda said, right: bool(said) and right[:20] == said[:20])


def any_notice_is_theirs(patch: Patch) -> None:
    patch.setattr(answering, "notice_of", lambda customer, key: Notice.objects.get(pk=key))


def ended_ones_still_answer(patch: Patch) -> None:
    careless = door.portal(door.WRITE, ended=True)(_bare(answering.give))
    links.replace(patch, "notice_answer", careless)


def _bare(view: Any) -> Any:
    while "__wrapped__" in vars(view):
        view = vars(view)["__wrapped__"]
    return view


PLANTS: dict[str, tuple[Walk, Callable[[Patch], None]]] = {
    "any pass opens": (links.passes_walk, any_pass_opens),
    "the start of a pass is enough": (links.passes_walk, the_start_is_enough),
    "a token is a pass": (links.passes_walk, a_token_is_a_pass),
    "a feed opens a page": (links.tokens_walk, purpose_is_forgotten),
    "a feed's pass opens a page": (links.passes_walk, purpose_of_a_pass_is_forgotten),
    "revoked ones open": (links.tokens_walk, nothing_ends),
    "revoked ones count as expired": (links.passes_walk, revoking_only_expires),
    "any notice is theirs": (links.neighbours_walk, any_notice_is_theirs),
    "expired ones open": (links.expired_walk, nothing_ends),
    "expired ones answer": (links.expired_walk, ended_ones_still_answer),
}


@pytest.mark.parametrize(("walk", "plant"), PLANTS.values(), ids=PLANTS)
def test_a_link_too_good_is_seen(
    walk: Walk, plant: Callable[[Patch], None], hands: Hands, monkeypatch: Patch
) -> None:
    plant(monkeypatch)
    assert next(walk(hands), "")
