"""Files as whatever mapping comes with them understands them: orders, address lists, vCards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.bounds import BOUNDS, Bounds
from makegood.domain.exchange.rules.dialect import SEPARATORS
from makegood.domain.exchange.rules.mapping import mapping_from
from makegood.domain.exchange.rules.people import Person
from makegood.domain.exchange.rules.people_mapping import (
    PeopleMapping,
    is_of_people,
    people_in,
    people_mapping_from,
)
from makegood.domain.exchange.rules.sections import tables_in
from makegood.domain.exchange.rules.sorting import Bytes, Coming, Files, Reading
from makegood.domain.exchange.rules.table import Bad, Rows
from makegood.domain.exchange.rules.vcards import people_of_vcards
from makegood.kit.refusal import Refusal

# What stands for a mapping where the files are vCards: those say themselves what is what.
VCARDS = 'source = "address book"\n\n[file]\nformat = "vcard"\n'


@dataclass(frozen=True)
class Understood:
    """A mapping, as far as it has to be known before a file is opened."""

    text: str
    source: str
    zone: str
    beside: tuple[str, ...]

    def first_of(self, names: Collection[str]) -> str:
        """The file that holds the rows: the one that the mapping does not speak of.

        Refused: none, or several.
        """
        first = [name for name in names if name not in self.beside]
        if not first:
            sentence = _("The mapping names every file as one beside: bring the one with the rows.")
            raise Refusal(sentence)
        if len(first) > 1:
            said = {"files": ", ".join(first)}
            sentence = _("Which of these holds the rows? Bring that one alone: %(files)s.")
            raise Refusal(sentence % said)
        return first[0]


def understood(text: str, *, kinds: tuple[str, ...]) -> Understood:
    """What a mapping is about. A Refusal says what to mend in it."""
    if is_of_vcards(text):
        return Understood(text, source="address book", zone="", beside=())
    if is_of_people(text):
        return Understood(text, source=people_mapping_from(text).source, zone="", beside=())
    says = mapping_from(text, kinds=kinds)
    return Understood(text, source=says.source, zone=says.zone, beside=says.files)


def is_of_vcards(text: str) -> bool:
    """Whether it says that the files are vCards."""
    try:
        file = tables_in(text).get("file")
    except Refusal:
        return False
    return isinstance(file, dict) and file.get("format") == "vcard"


def opened(
    files: Mapping[str, Bytes],
    says: Understood,
    *,
    kinds: tuple[str, ...],
    zone: ZoneInfo,
    now: datetime,
    bounds: Bounds = BOUNDS,
) -> Reading | AddressBook:
    """These files, to be read as often as it takes. Refused: what `Reading` refuses."""
    first = says.first_of(files)
    if is_of_vcards(says.text) or is_of_people(says.text):
        return AddressBook(first, files[first], says.text, bounds=bounds)
    beside = {name: content for name, content in files.items() if name != first}
    mapping = mapping_from(says.text, kinds=kinds)
    return Reading(Files(first, files[first], beside), mapping, zone=zone, now=now, bounds=bounds)


class AddressBook:
    """An address list or vCards, as a stream of people. It can be read again and again."""

    def __init__(self, name: str, content: Bytes, text: str, *, bounds: Bounds = BOUNDS) -> None:
        self.name, self._content, self._bounds = name, content, bounds
        self._says = None if is_of_vcards(text) else people_mapping_from(text)
        self.columns: dict[str, Sequence[str]] = {}
        self.encoding = "vCard"

    def __iter__(self) -> Iterator[Coming | Bad]:
        return chain.from_iterable(self.rows())

    def rows(self, done: int = 0) -> Iterator[list[Coming | Bad]]:
        """Whom each card or row behind the first `done` tells of, or why of nobody."""
        people = self._cards() if self._says is None else self._listed(self._says)
        for n, one in enumerate(people):
            if n >= done:
                yield [self._named(one)]

    def _cards(self) -> Iterator[Person | Bad]:
        source = "address book"
        return people_of_vcards(self._content(), name=self.name, source=source, bounds=self._bounds)

    def _listed(self, says: PeopleMapping) -> Iterator[Person | Bad]:
        rows = Rows(
            self._content(),
            name=self.name,
            needed=says.needed,
            encoding=says.encoding,
            separators=(says.separator,) if says.separator else SEPARATORS,
            bounds=self._bounds,
        )
        self.encoding, self.columns[self.name] = rows.encoding, rows.columns
        return people_in(rows, says)

    def _named(self, one: Person | Bad) -> Person | Bad:
        """A bad row with the file it stands in; of a card, what it says are its columns."""
        if isinstance(one, Person):
            return one
        if self._says is None:
            known = self.columns.get(self.name, ())
            self.columns[self.name] = list(dict.fromkeys([*known, *one.cells]))
        return replace(one, file=self.name)


Found = Reading | AddressBook
