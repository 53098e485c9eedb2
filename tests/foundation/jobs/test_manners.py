"""A worker leaves the database to others while they write, and works on when they are done."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from makegood.foundation.jobs import manners
from makegood.foundation.jobs.manners import Manners


class One:
    """A connection of its own to a file, in Django's words."""

    vendor = "sqlite"

    def __init__(self, path: Path) -> None:
        self.file = sqlite3.connect(path, isolation_level=None)

    def cursor(self) -> One:
        return self

    def __enter__(self) -> sqlite3.Cursor:
        return self.file.cursor()

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[One, One]]:
    """The worker's connection, and another's."""
    ours, other = One(tmp_path / "file"), One(tmp_path / "file")
    ours.file.execute("PRAGMA journal_mode = WAL")
    ours.file.execute("CREATE TABLE notes (said)")
    monkeypatch.setattr(manners, "connection", ours)
    yield ours, other
    ours.file.close()
    other.file.close()


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


def note(one: One) -> None:
    one.file.execute("INSERT INTO notes VALUES ('x')")


def test_it_gives_way_while_others_write(two: tuple[One, One], naps: list[float]) -> None:
    worker, (ours, other) = Manners(), two
    worker.give_way()
    naps.clear()
    note(other)
    worker.give_way()
    note(ours)
    worker.give_way()
    assert naps == [manners.GIVES_WAY] * 2


def test_it_works_on_when_they_are_done(
    two: tuple[One, One], naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, (ours, _) = Manners(), two
    worker.give_way()
    naps.clear()
    monkeypatch.setattr(manners, "REMEMBERS", 0)
    note(ours)
    worker.give_way()
    assert naps == []
