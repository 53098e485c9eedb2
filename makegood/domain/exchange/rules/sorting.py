"""A whole file, or several, as a stream of what can come in and what cannot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.arrivals import Arrival, arrival
from makegood.domain.exchange.rules.bounds import BOUNDS, Bounds
from makegood.domain.exchange.rules.joining import JoinedRows
from makegood.domain.exchange.rules.mapping import Ending, separators
from makegood.domain.exchange.rules.mapping import Mapping as Says
from makegood.domain.exchange.rules.people import Person
from makegood.domain.exchange.rules.ratings import RatingArrival, rated, unscored
from makegood.domain.exchange.rules.table import Bad, Row, Rows
from makegood.kit.refusal import Refusal

Coming = Arrival | RatingArrival | Person
T = TypeVar("T", Arrival, RatingArrival)
Bytes = Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Files:
    """The first file, and those beside it by their names. Each can be read again and again."""

    name: str
    first: Bytes
    beside: Mapping[str, Bytes] = field(default_factory=dict)

    def lacking(self, says: Says) -> list[str]:
        """The files that a mapping speaks of and nobody brought."""
        return [name for name in says.files if name not in self.beside]


@dataclass
class Tally:
    """How many of each a stream held."""

    kept: int = 0
    late: int = 0
    withdrawn: int = 0
    open: int = 0
    ratings: int = 0
    people: int = 0
    bad: int = 0
    noticed: int = 0

    @property
    def sound(self) -> int:
        """How many can come in, ratings among them."""
        return self.kept + self.late + self.withdrawn + self.open + self.ratings + self.people

    @property
    def rows(self) -> int:
        """How many rows hold a promise, or nothing that can come in."""
        return self.sound - self.ratings + self.bad

    def add(self, one: Coming | Bad) -> None:
        """Count one more."""
        self.noticed += bool(noticed_in(one))
        if isinstance(one, Bad):
            self.bad += 1
        elif isinstance(one, RatingArrival):
            self.ratings += 1
        elif isinstance(one, Person):
            self.people += 1
        elif one.ending is Ending.KEPT:
            self.late += one.is_late
            self.kept += not one.is_late
        elif one.ending is Ending.WITHDRAWN:
            self.withdrawn += 1
        else:
            self.open += 1


def noticed_in(one: Coming | Bad) -> tuple[str, ...]:
    """What is noticed of one that comes in, in sentences."""
    return one.noticed if isinstance(one, Arrival | Person) else ()


class Reading:
    """Some files as a mapping understands them.

    Refused as a whole, at once or when it is met: what would make every row a guess.
    """

    def __init__(
        self,
        files: Files,
        says: Says,
        *,
        zone: ZoneInfo,
        now: datetime,
        bounds: Bounds = BOUNDS,
    ) -> None:
        lacking = files.lacking(says)
        if lacking:
            said = {"files": ", ".join(lacking)}
            raise Refusal(_("The mapping speaks of %(files)s: bring it too.") % said)
        self.name = files.name
        self._files, self._says, self._zone, self._now = files, says, zone, now
        self._bounds = bounds
        self._joined = [
            JoinedRows(
                join,
                self._rows(join.file, files.beside[join.file], says.columns_of(join)),
                needed=says.columns_of(join),
                decimal=says.decimal,
            )
            for join in says.joins
        ]
        self.columns: dict[str, Sequence[str]] = {}
        self.encoding = ""

    def __iter__(self) -> Iterator[Coming | Bad]:
        """Everything, in the order of the files: the ratings of another file come last."""
        return chain.from_iterable(self.rows())

    def rows(self, done: int = 0) -> Iterator[list[Coming | Bad]]:
        """For each row behind the first `done`, what it holds: nothing, or a promise and more."""
        seen: dict[str, int] = {}
        for file, row in islice(self._all(), done, None):
            if isinstance(row, Bad):
                yield [replace(row, file=file)]
                continue
            try:
                yield self._understood(file, row, seen)
            except Refusal as refusal:
                yield [Bad(row.line, refusal.sentence, row.cells, file)]

    def _all(self) -> Iterator[tuple[str, Row | Bad]]:
        first = self._rows(self._files.name, self._files.first, self._says.columns_of(None))
        self.encoding, self.columns[first.name] = first.encoding, first.columns
        for row in first:
            yield first.name, row
        rating = self._says.rating
        if rating is not None and rating.file:
            others = self._rows(rating.file, self._files.beside[rating.file], rating.columns)
            self.columns[others.name] = others.columns
            for row in others:
                yield others.name, row

    def _rows(self, name: str, content: Bytes, needed: Collection[str]) -> Rows:
        return Rows(
            content(),
            name=name,
            needed=needed,
            encoding=self._says.encoding,
            separators=separators(self._says),
            bounds=self._bounds,
        )

    def _understood(self, file: str, row: Row, seen: dict[str, int]) -> list[Coming | Bad]:
        says, zone, now = self._says, self._zone, self._now
        if says.rating is not None and file == says.rating.file:
            rating = rated(file, row.line, row.cells, says, zone=zone, now=now)
            return [_once(rating, seen)] if rating else []
        cells = dict(row.cells)
        for rows in self._joined:
            cells |= rows.cells(cells[rows.on])
        promised = arrival(file, row.line, cells, says, zone=zone, now=now)
        if unheard := unscored(cells, says):
            promised = replace(promised, noticed=(*promised.noticed, unheard))
        found: list[Coming | Bad] = [_once(promised, seen)]
        if says.rating is not None and not says.rating.file:
            try:
                rating = rated(file, row.line, cells, says, zone=zone, now=now)
            except Refusal as refusal:
                return [*found, Bad(row.line, refusal.sentence, row.cells, file)]
            found += [rating] if rating else []
        return found


def _once(one: T, seen: dict[str, int]) -> T:
    first = seen.setdefault(one.key, one.line)
    if first != one.line:
        raise Refusal(_("The same key stands on line %(line)s already.") % {"line": first})
    return one
