"""Two design studios: on its first day, and some weeks in."""

from __future__ import annotations

from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.models import Move, Telling
from makegood.interfaces.cli.worlds.world import Kind, World


def empty_studio(world: World) -> None:
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
