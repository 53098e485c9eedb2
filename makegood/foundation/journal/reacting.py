"""Who reacts to what. The table is handed down at start-up; the journal knows no domain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from makegood.foundation.journal.events import Event
from makegood.foundation.journal.models import Entry


class Reaction(Protocol):
    """What follows from an event. It runs once, in one transaction with its delivery."""

    __module__: str
    __qualname__: str

    def __call__(self, entry: Entry, *, at: datetime) -> None: ...


Table = Mapping[type[Event], tuple[Reaction, ...]]
LONGEST_NAME = 120

_table: dict[type[Event], tuple[Reaction, ...]] = {}
_named: dict[str, Reaction] = {}


class UnknownReaction(LookupError):
    """A delivery names a reaction that left the table, or was renamed on the way."""


def use(table: Table) -> None:
    """Take the table of reactions. ValueError when a name is too long to be kept."""
    named = {name_of(one): one for reactions in table.values() for one in reactions}
    if any(len(name) > LONGEST_NAME for name in named):
        raise ValueError(f"A reaction's name has at most {LONGEST_NAME} characters.")
    _table.clear()
    _table.update(table)
    _named.clear()
    _named.update(named)


def reactions_to(event: Event) -> tuple[str, ...]:
    """The names of what follows from this event, in the table's order."""
    return tuple(name_of(reaction) for reaction in _table.get(type(event), ()))


def name_of(reaction: Reaction) -> str:
    """Module and function: what a delivery keeps."""
    return f"{reaction.__module__}.{reaction.__qualname__}"


def named(name: str) -> Reaction:
    """The reaction of that name; UnknownReaction when the table has none."""
    try:
        return _named[name]
    except KeyError:
        raise UnknownReaction(name) from None
