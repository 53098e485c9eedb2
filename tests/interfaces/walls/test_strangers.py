"""Another business is a country that is not on the map: every address, every method."""

from __future__ import annotations

from tests.interfaces.walls import addresses, crawl
from tests.interfaces.walls.bodies import Posted
from tests.interfaces.walls.crawl import Tally
from tests.interfaces.walls.world import World


def complete(tally: Tally) -> bool:
    names = {address.name for address in addresses.desk()}
    return tally.addresses == names and tally.methods == set(addresses.METHODS)


def test_strangers_meet_nothing(world: World, posted: list[Posted]) -> None:
    """The owner of another business, somebody who works nowhere, and a member who left."""
    tally = Tally.empty()
    for user, ours in (
        (world.cast.mallory, world.ours),
        (world.cast.visitor, None),
        (world.eve, None),
    ):
        found = list(crawl.strangers_walk(world, user, ours, posted, tally))
        assert not found, "\n".join(found)
    assert complete(tally)


def test_a_visitor_is_sent_to_sign_in_whatever_there_is(world: World, posted: list[Posted]) -> None:
    tally = Tally.empty()
    found = list(crawl.visitors_walk(world, posted, tally))
    assert not found, "\n".join(found)
    assert complete(tally)


def test_a_viewer_writes_nothing(world: World, posted: list[Posted]) -> None:
    tally = Tally.empty()
    found = list(crawl.viewers_walk(world, posted, tally))
    assert not found, "\n".join(found)
    assert complete(tally)
