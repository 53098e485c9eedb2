"""The named worlds: what a business of each kind looks like, from its first day to a year in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from makegood.foundation.accounts.actions import (
    join,
    name_member,
    open_business,
    retire,
    set_password,
    write_down,
)
from makegood.foundation.accounts.queries import memberships
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.worlds.plumber import busy_plumber
from makegood.interfaces.cli.worlds.studio import busy_studio, empty_studio
from makegood.interfaces.cli.worlds.world import World


@dataclass(frozen=True)
class Seed:
    """A business, who works there (the owner first), how long it has been here, and its life."""

    title: str
    people: tuple[str, ...]
    days: int
    live: Callable[[World], None]


WORLDS = {
    "busy-plumber": Seed(
        "Pell & Daughter Plumbing", ("Josie Pell", "Sam Adeyemi"), 380, busy_plumber
    ),
    "busy-studio": Seed("Fern & Oak Studio", ("Fern",), 60, busy_studio),
    "empty-studio": Seed("Blank Page Studio", ("Robin Vale",), 0, empty_studio),
}


@transaction.atomic
def build(name: str, *, now: datetime) -> Member:
    """Make a world as it is on its first day; whatever was played in it before is out of reach."""
    seed = WORLDS[name]
    began = now - timedelta(days=seed.days)
    users = [_person(one, name, n, now) for n, one in enumerate(seed.people)]
    for before in memberships(users[0]):
        if before.business.demo:
            with enter(before.business):
                retire(by=Actor("member", before.pk), at=now)
    owner = open_business(
        name=seed.title,
        owner=users[0],
        zone="Europe/London",
        locale="en",
        country="GB",
        currency="GBP",
        demo=True,
        at=began,
    )
    with enter(owner.business):
        by = Actor("member", owner.pk)
        others = [join(user=one, role=Member.Role.MEMBER, by=by, at=began) for one in users[1:]]
        for member, called in zip((owner, *others), seed.people, strict=True):
            name_member(member=member, name=called, by=by, at=began)
        world = World(owner, now, colleague=next(iter(others), None))
        seed.live(world)
        world.watch(now)
    return owner


def _person(called: str, world: str, number: int, now: datetime) -> User:
    """Somebody of a world, who signs in by no password: the page of the demos lets them in."""
    email = f"{world}@example.com" if number == 0 else f"{world}-{number + 1}@example.com"
    user = write_down(email=email, name=called, password=None, at=now)
    if user.has_usable_password():
        set_password(user=user, password=None, at=now)
    return user
