"""The world that the walls are tried in; time stands still in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from makegood.interfaces.desk import settings_forms
from tests.cast import Cast
from tests.interfaces.walls.bodies import Posted, harvest
from tests.interfaces.walls.crawl import signed_in
from tests.interfaces.walls.links import Hands, make_hands
from tests.interfaces.walls.world import NOW, World, make_world

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals are no news."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    with time_machine.travel(NOW, tick=False):
        yield make_world(cast)


@pytest.fixture(autouse=True)
def few_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six hundred time zones on every settings page are slow to read back."""
    few = {"UTC", "Europe/Berlin", "America/New_York"}
    monkeypatch.setattr(settings_forms, "available_timezones", lambda: few)


harvested: list[Posted] = []


@pytest.fixture
def posted(world: World) -> list[Posted]:
    """What the studio's owner could post. Gathered once: its ids are the first world's."""
    if not harvested:
        harvested.extend(harvest(signed_in(world.cast.alice), world.theirs))
    return harvested


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walls are walked apart: they try every address, and take more than the suite's minute."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.walls)


@pytest.fixture
def hands(cast: Cast) -> Iterator[Hands]:
    with time_machine.travel(NOW, tick=False):
        yield make_hands(cast)
