"""The named worlds: what a business of each kind looks like some weeks in.

Everything goes through the actions, as if somebody had pressed; only the clock is moved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from makegood.domain.customers.actions import meet
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.actions import open_business, write_down
from makegood.foundation.accounts.queries import memberships
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter

PASSWORD = "a-promise-is-a-promise"
Kind = Promise.Kind


@dataclass
class World:
    """A business with its owner, and now: days are counted from today."""

    member: Member
    now: datetime

    @property
    def by(self) -> Actor:
        return Actor("member", self.member.pk)

    def day(self, days: int) -> date:
        return self.now.astimezone(self.member.business.tz).date() + timedelta(days=days)

    def due(self, days: int) -> Due:
        return Due(zone=self.member.business.zone, first=self.day(days), last=self.day(days))

    def promise(
        self,
        text: str,
        who: str,
        *,
        made: int,
        due: int,
        kind: Kind = Kind.OTHER,
        theirs: bool = False,
        effort: int | None = None,
    ) -> Promise:
        """Promised `made` days ago, due in `due` days (negative: it has passed)."""
        at = self.now - timedelta(days=made)
        customer = meet(name=who, by=self.by, at=at)
        terms = Terms(
            text=text,
            customer=customer,
            promised_by=Promise.By.CUSTOMER if theirs else Promise.By.BUSINESS,
            kind=Kind.INPUT if theirs else kind,
            effort_minutes=effort,
            owner=self.member,
        )
        return make(terms=terms, due=self.due(due), by=self.by, at=at)

    def kept(self, promise: Promise, days_ago: float) -> None:
        at = self.now - timedelta(days=days_ago)
        keep(promise=promise, by=self.by, at=at)

    def moved(
        self, promise: Promise, days_ago: float, to: int, reason: Move.Reason, words: str = ""
    ) -> None:
        move(
            promise=promise,
            to=self.due(to),
            reason=reason,
            seen=promise.due_number,
            words=words,
            member=self.member,
            by=self.by,
            at=self.now - timedelta(days=days_ago),
        )

    def told(self, promise: Promise, days_ago: float, how: Telling.How) -> None:
        at = self.now - timedelta(days=days_ago)
        tell(promise=promise, how=how, stated_by=self.member, by=self.by, at=at)


def empty_shop(world: World) -> None:
    """The first day: nothing promised yet."""


def busy_studio(world: World) -> None:
    """A design studio that mostly keeps its word."""
    world.promise("Logo proofs", "the bakery", made=6, due=4, kind=Kind.MILESTONE)
    copy = world.promise("Website copy, second draft", "Haus am See", made=12, due=0)
    world.moved(copy, 3, to=1, reason=Move.Reason.SCOPE, words="With the menu pages you added.")
    world.told(copy, 2.9, Telling.How.PHONE)
    photos = world.promise("Photos of the shop", "Mara Lindt", made=10, due=-2, theirs=True)
    brochure = world.promise("Brochure to print", "Mara Lindt", made=10, due=6, kind=Kind.DELIVERY)
    wait_for(promise=brochure, on=photos, working_days=3, by=world.by, at=world.now)
    world.promise("Price for the shop sign", "Anna Okafor", made=8, due=-1, kind=Kind.REPLY)
    menu = world.promise("Menu cards", "Café Rosa", made=9, due=-3, kind=Kind.DELIVERY)
    world.told(menu, 3.6, Telling.How.PERSON)
    flyer = world.promise("Flyer for the summer fête", "Anna Okafor", made=5, due=2)
    world.moved(flyer, 1, to=5, reason=Move.Reason.OTHER_WORK)
    world.promise("Call back about the invoice", "the bakery", made=1, due=0, kind=Kind.FOLLOW_UP)
    world.promise("Poster, final files", "Café Rosa", made=3, due=9, effort=240)
    for n, (what, who) in enumerate(
        (("Letterhead", "Haus am See"), ("Stamp", "the bakery"), ("Icons", "Mara Lindt"))
    ):
        done = world.promise(what, who, made=20 - n, due=n - 4, kind=Kind.DELIVERY)
        world.kept(done, 5.2 - 2 * n if n < 2 else 0.9)


def plumber_in_trouble(world: World) -> None:
    """Too much promised, too little told."""
    jobs = (
        ("New tap in the kitchen", "Mrs Winter", 6, -4),
        ("Boiler service", "Mr Said", 9, -2),
        ("Quote for the bathroom", "The Harbour Inn", 12, -6),
        ("Fix the leak for good", "Mrs Winter", 3, -1),
        ("Radiators, first floor", "Lena Brandt", 5, 0),
    )
    for what, who, made, due in jobs:
        world.promise(what, who, made=made, due=due)
    told = world.promise("Replace the pump", "Lena Brandt", made=7, due=-3)
    world.told(told, 1, Telling.How.PHONE)


WORLDS: dict[str, tuple[str, Callable[[World], None]]] = {
    "empty-shop": ("Empty Shop", empty_shop),
    "busy-studio": ("Fern & Oak Studio", busy_studio),
    "plumber-in-trouble": ("Pipes & Sons", plumber_in_trouble),
}


@transaction.atomic
def build(name: str, *, now: datetime) -> Member:
    """Make a world, or find the one that was made before."""
    title, fill = WORLDS[name]
    owner = write_down(
        email=f"{name}@example.com", name=title.split()[0], password=PASSWORD, at=now
    )
    here = memberships(owner)
    if here:
        return here[0]
    began = now - timedelta(days=60)
    member = open_business(
        name=title,
        owner=owner,
        zone="Europe/London",
        locale="en",
        country="GB",
        demo=True,
        at=began,
    )
    with enter(member.business):
        fill(World(member, now))
    return member
