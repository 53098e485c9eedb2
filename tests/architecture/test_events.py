"""Every event is named, holds facts only, and has its line in makegood/reactions.py.

The journal stays for ever, so an event holds ids, dates, numbers and words from closed lists,
never what a person wrote: else erasing a customer would fight the journal. And one page says what
follows from what: an event without a line there is one nobody thought about.
"""

from __future__ import annotations

import importlib
import re
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Literal

from makegood.foundation.journal.events import Event
from makegood.interfaces.desk.story import SENTENCES
from tests.architecture.house import modules, told

WHAT_TO_DO = """Mend these events. A word from a closed list is annotated with the list:
Literal["phone", "letter"], or the choices themselves (Promise.Kind). Words of a person stay on
the row they were written to, which can be erased; the event holds that row's id."""
FACTS = {int, float, bool, Decimal, date, datetime, type(None)}
GRAMMAR = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")


def events() -> list[type[Event]]:
    """Every event of the house, once each slice's events have been read."""
    for module in modules():
        if module.parts[-1] == "events" or "events" in module.parts[:-1]:
            importlib.import_module(module.dotted)
    ours = [event for event in below(Event) if event.__module__.startswith("makegood.")]
    return [event for event in ours if not is_family(event)]


def below(event: type[Event]) -> Iterator[type[Event]]:
    for child in event.__subclasses__():
        yield child
        yield from below(child)


def is_family(event: type[Event]) -> bool:
    """Whether a class only gathers what its events share, and never happens itself."""
    return bool(event.__subclasses__()) and not getattr(event, "name", "")


def wrongly_told(found: Iterable[type[Event]]) -> Iterator[str]:
    """What is wrong with these events, as sentences."""
    seen: dict[str, str] = {}
    for event in found:
        where = f"{event.__module__}.{event.__qualname__}"
        name = getattr(event, "name", "")
        if not GRAMMAR.fullmatch(name):
            yield f"{where}: {name!r} does not read noun.past_participle"
        if name in seen:
            yield f"{where}: {name!r} is also the name of {seen[name]}"
        if not getattr(event, "subject_kind", ""):
            yield f"{where}: has no subject_kind"
        seen[name] = where
        hints = typing.get_type_hints(event)
        for field in fields(event):
            if not is_fact(hints[field.name]):
                yield f"{where}.{field.name}: {hints[field.name]} could hold words of a person"


def is_fact(kind: Any) -> bool:
    """Whether a type holds only facts: ids, numbers, dates, words from a closed list."""
    origin = typing.get_origin(kind)
    if origin is Literal:
        return True
    if origin in {typing.Union, types.UnionType, tuple}:
        return all(part is Ellipsis or is_fact(part) for part in typing.get_args(kind))
    return kind in FACTS or (isinstance(kind, type) and issubclass(kind, Enum))


def test_events_are_named_and_hold_only_facts() -> None:
    assert events()
    found = list(wrongly_told(events()))
    assert not found, told(found, WHAT_TO_DO)


def unlisted(found: Iterable[type[Event]], table: Iterable[object]) -> Iterator[str]:
    """Events without a line in the table, and lines without an event."""
    known = {str(event.name): event for event in found}
    lines = {key if isinstance(key, str) else str(getattr(key, "name", key)) for key in table}
    yield from (f"{name} has no line" for name in sorted(set(known) - lines))
    yield from (f"{name} is no event" for name in sorted(lines - set(known)))


def test_every_event_has_its_line_among_the_reactions() -> None:
    reactions = importlib.import_module("makegood.reactions")
    found = list(unlisted(events(), reactions.REACTIONS))
    what_to_do = "Say in makegood/reactions.py what follows from it; () when nothing does."
    assert not found, told(found, what_to_do)


def unsaid(found: Iterable[type[Event]], sentences: Iterable[str]) -> list[str]:
    """Events of a promise that its story would show by their names."""
    names = {event.name for event in found if event.subject_kind == "promise"}
    return sorted(names - set(sentences))


def test_a_promises_story_has_a_sentence_for_each_event() -> None:
    found = unsaid(events(), SENTENCES)
    assert not found, told(found, "Say in interfaces/desk/story.py what a person reads:")


@dataclass(frozen=True, kw_only=True)
class Planted(Event):
    name: ClassVar[str] = "promise.moved"
    subject_kind: ClassVar[str] = "promise"
    words: str = ""
    reason: Literal["weather", "other"] = "other"
    to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Shouted(Event):
    name: ClassVar[str] = "Moved!"
    subject_kind: ClassVar[str] = ""


def test_free_text_a_wrong_name_and_a_double_are_caught() -> None:
    found = "\n".join(wrongly_told([Planted, Shouted, Planted]))
    assert ".words:" in found
    assert ".reason:" not in found
    assert ".to:" not in found
    assert "'Moved!' does not read" in found
    assert "has no subject_kind" in found
    assert "is also the name" in found


def test_an_event_without_a_line_and_a_line_without_an_event_are_caught() -> None:
    assert list(unlisted([Planted], [])) == ["promise.moved has no line"]
    assert list(unlisted([], ["promise.lost"])) == ["promise.lost is no event"]
    assert list(unlisted([Planted], {Planted: ()})) == []


def test_an_event_without_a_sentence_is_caught() -> None:
    assert unsaid([Planted, Shouted], ["promise.told"]) == ["promise.moved"]
