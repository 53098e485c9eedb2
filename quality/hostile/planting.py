"""Bugs that must be seen: each is put in for a while, and tried where it would show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.core.validators import ProhibitNullCharactersValidator
from django.utils.safestring import mark_safe

from makegood.domain.customers.models import Note
from makegood.interfaces.desk import form_words
from makegood.kit import mailbox, one_line
from quality.hostile import twins
from quality.hostile.fields import Known
from quality.hostile.ground import Ground
from quality.hostile.measuring import Measuring, Turns
from quality.hostile.strings import OWN
from quality.hostile.trying import Trying

Tried = Callable[[Ground, Trying, list[Known]], int]


@contextmanager
def replaced(where: Any, name: str, bug: object) -> Iterator[None]:
    right = getattr(where, name)
    setattr(where, name, bug)
    try:
        yield
    finally:
        setattr(where, name, right)


def _nul_comes_in() -> AbstractContextManager[None]:
    """Forms let a NUL through: PostgreSQL breaks on it, SQLite keeps it."""
    return replaced(ProhibitNullCharactersValidator, "__call__", lambda *_: None)


def _notes_are_safe() -> AbstractContextManager[None]:
    """As if a template said |safe of a note."""

    def wrong(note: Note, *said: Any, **named: Any) -> None:
        right(note, *said, **named)
        note.text = mark_safe(note.text)

    right = Note.__init__
    return replaced(Note, "__init__", wrong)


def _no_joiners() -> AbstractContextManager[None]:
    """What cannot be seen is left out, joiners too."""
    return replaced(one_line, "PART_OF_WORDS", "")


@contextmanager
def _as_typed() -> Iterator[None]:
    """Domains are looked at and compared as they were typed."""
    with replaced(mailbox, "in_one_form", str), replaced(form_words, "in_one_form", str):
        yield


def _forms(*names: str) -> Tried:
    def tried(here: Ground, trying: Trying, known: list[Known]) -> int:
        there = [one for one in known if one.form.name in names]
        found = Measuring(trying, there).each(OWN, Turns())
        return sum(found.figure.values())

    return tried


def _twins(here: Ground, trying: Trying, known: list[Known]) -> int:
    return len(list(twins.wrong(here)))


WITH_NUL, WITH_NOTES = ("closures", "settings_business"), ("notes",)
WITH_JOINERS = ("moves", "tags")
FORMS = {*WITH_NUL, *WITH_NOTES, *WITH_JOINERS}
BUGS: dict[str, tuple[Callable[[], AbstractContextManager[None]], Tried]] = {
    "NUL comes in": (_nul_comes_in, _forms(*WITH_NUL)),
    "a note is safe": (_notes_are_safe, _forms(*WITH_NOTES)),
    "joiners left out": (_no_joiners, _forms(*WITH_JOINERS)),
    "domains as typed": (_as_typed, _twins),
}


def caught(here: Ground, trying: Trying, known: list[Known], *, with_twins: bool) -> dict[str, int]:
    """How often each bug was seen in these forms; among the pairs of addresses if they are ours."""
    found = {}
    for name, (plant, tried) in BUGS.items():
        with plant():
            found[name] = tried(here, trying, known) if with_twins or tried is not _twins else 0
    return found
