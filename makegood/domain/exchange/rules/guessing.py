"""What the columns of a file probably are: proposed with the evidence, for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.date_forms import Order, Reading, readings, ways_to_read
from makegood.domain.exchange.rules.header_words import (
    COMMENTS,
    DATES,
    DONE,
    GIVEN_UP,
    IN_WORDS,
    OF_A_RATING,
    SEVERAL,
    STAYS_OUT,
    Means,
    meanings,
    plainly,
)
from makegood.domain.exchange.rules.mapping import Ending
from makegood.domain.exchange.rules.people import is_mail
from makegood.domain.exchange.rules.scales import Scale, Scores, score_in, scores_in
from makegood.domain.exchange.rules.table import Row

LOOKED_AT, SHOWN, MOST_STATUSES = 200, 3, 20
NUMBER = re.compile(r"\+?[\d\s()/.-]{6,20}")
PAGE = re.compile(r"(https?://|www\.)\S+", re.I)
# Without these a file of promises cannot come in. What was promised may stand in for its number.
OF_PROMISES = (Means.NAME, Means.MADE, Means.DUE)


@dataclass(frozen=True)
class Column:
    """A column, what it probably is, the sentence why ("" when nothing says), and first cells.

    `scores`: what they are, read as ratings.
    """

    name: str
    means: Means
    evidence: str
    examples: tuple[str, ...]
    scores: Scores


@dataclass(frozen=True)
class Guess:
    """What a file probably says. `dates` holds every way its dates can be read: of several, a
    person says which, and that is its `order`. `statuses` are the words of a status column, and
    what they may mean; `scale` is that of its ratings; `kind` what its promises are.
    """

    columns: tuple[Column, ...]
    dates: tuple[Reading, ...]
    statuses: tuple[tuple[str, Ending], ...]
    order: Order | None = None
    scale: Scale | None = None
    kind: str = "delivery"

    def of(self, means: Means) -> tuple[str, ...]:
        """The columns that are this."""
        return tuple(column.name for column in self.columns if column.means is means)

    @property
    def is_of_promises(self) -> bool:
        return bool(self.of(Means.DUE)) and bool(self.of(Means.MADE) or self.of(Means.KEY))

    @property
    def stays_out(self) -> tuple[str, ...]:
        """The columns that a list of promises has and that do not come in with it."""
        if not self.is_of_promises:
            return ()
        out = STAYS_OUT if self.of(Means.RATING) else STAYS_OUT | OF_A_RATING
        return tuple(one.name for one in self.columns if one.means in out)

    @property
    def rating(self) -> Column | None:
        """The column that says how work was rated, in a list of promises."""
        rated = (one for one in self.columns if one.means is Means.RATING)
        return next(rated, None) if self.is_of_promises else None

    @property
    def rated_on(self) -> str:
        """The column that says when: where none does, the day it was kept stands for it."""
        return next(iter((*self.of(Means.RATED), *self.of(Means.KEPT))), "")

    @property
    def missing(self) -> tuple[Means, ...]:
        """What has to be named before it can come in."""
        has_name = self.of(Means.FIRST) or self.of(Means.LAST)
        ways = (*self.of(Means.EMAIL), *self.of(Means.PHONE), *self.of(Means.ORGANISATION))
        if not self.is_of_promises:
            named = self.of(Means.NAME) or has_name or ways
            return () if named else (Means.NAME,)
        told_apart = self.of(Means.KEY) or self.of(Means.TEXT)
        lacks = (one for one in OF_PROMISES if not self.of(one))
        needed = tuple(one for one in lacks if one is not Means.NAME or not has_name)
        needed += (Means.RATED,) if self.rating and not self.rated_on else ()
        return needed if told_apart else (Means.KEY, *needed)

    @property
    def is_ambiguous(self) -> bool:
        """Whether its dates can be read in two ways."""
        return len(self.dates) > 1

    def corrected(self, column: str, means: Means) -> Guess:
        """The same, with what a person says a column is."""
        said = _("You said so.")
        changed = tuple(
            replace(one, means=means, evidence=said)
            if one.name == column and one.means is not means
            else one
            for one in self.columns
        )
        return replace(self, columns=changed)

    @property
    def reading(self) -> Reading | None:
        """How its dates are read; None where it has none, and while a person has to say."""
        if not self.is_ambiguous:
            return next(iter(self.dates), None)
        return next((one for one in self.dates if one.order is self.order), None)

    def read_as(self, order: Order) -> Guess:
        """The same, with the order that a person says dates are in."""
        return replace(self, order=order)

    def on_scale(self, scale: Scale) -> Guess:
        """The same, with the scale that a person says ratings are on."""
        return replace(self, scale=scale)

    def of_kind(self, kind: str) -> Guess:
        """The same, with the kind that a person says its promises are."""
        return replace(self, kind=kind)

    def with_status(self, word: str, ending: Ending) -> Guess:
        """The same, with what a person says a status means."""
        said = tuple((one, ending if one == word else was) for one, was in self.statuses)
        return replace(self, statuses=said)


def guess(columns: Sequence[str], rows: Sequence[Row]) -> Guess:
    """What a header and the first rows say. A column named twice is looked at once."""
    first = rows[:LOOKED_AT]
    cells = {name: [row.cells.get(name, "").strip() for row in first] for name in columns if name}
    found = [_column(name, [cell for cell in said if cell]) for name, said in cells.items()]
    chosen = _rated(_jobs(_halves(_one_each(found))))
    dated = [text for one in chosen if one.means in DATES for text in cells[one.name]]
    state = next((one.name for one in chosen if one.means is Means.STATUS), "")
    words = sorted(set(filter(None, cells.get(state, []))))
    statuses = tuple((word, _ending(word)) for word in words[:MOST_STATUSES])
    rated = next((one for one in chosen if one.means is Means.RATING), None)
    scale = rated.scores.scale if rated else None
    return Guess(tuple(chosen), readings(dated), statuses, scale=scale)


def _column(name: str, cells: list[str]) -> Column:
    """By its header, unless its cells say otherwise; else by its cells."""
    examples = tuple(dict.fromkeys(cell[:80] for cell in cells))[:SHOWN]
    scores = scores_in(name, cells)
    dates = sum(bool(ways_to_read(cell)) for cell in cells)
    for means, words in meanings(name):
        if not cells or (means in DATES) == (dates * 2 > len(cells)):
            if cells and means in HOLDS and not any(map(HOLDS[means], cells)):
                continue
            said = _("Its name says so: “%(words)s”.") % {"words": words}
            return Column(name, means, said, examples, scores)
    ways = {
        Means.EMAIL: (is_mail, _("%(n)s of %(of)s cells hold a mail address.")),
        Means.WEBSITE: (_is_page, _("%(n)s of %(of)s cells hold the address of a page.")),
        Means.PHONE: (_is_number, _("%(n)s of %(of)s cells look like a phone number.")),
    }
    for means, (holds, sentence) in ways.items():
        count = sum(map(holds, cells))
        if cells and count * 5 >= len(cells) * 4:
            said = sentence % {"n": count, "of": len(cells)}
            return Column(name, means, said, examples, scores)
    return Column(name, Means.NOTHING, "", examples, scores)


def _is_page(cell: str) -> bool:
    return bool(PAGE.fullmatch(cell))


def _has_digits(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) > 2


def _is_score(cell: str) -> bool:
    return score_in(cell) is not None


def _is_number(cell: str) -> bool:
    """A number as people write it to be dialled: with a plus, or in groups."""
    is_one = NUMBER.fullmatch(cell) and not ways_to_read(cell)
    return bool(is_one) and (cell[0] in "+0(" or " " in cell) and sum(map(str.isdigit, cell)) > 5


# What a column of that name must hold somewhere, or it is about it: “Phone 1 - Type”.
HOLDS: dict[Means, Callable[[str], bool]] = {
    Means.EMAIL: is_mail,
    Means.PHONE: _has_digits,
    Means.RATING: _is_score,
}


def _one_each(found: list[Column]) -> list[Column]:
    """Of what can stand in one column only, the first whose name says exactly that, else first."""
    taken: dict[Means, Column] = {}
    for one in found:
        if one.means not in taken or (_exact(one) and not _exact(taken[one.means])):
            taken[one.means] = one
    return [
        one if one.means in SEVERAL or taken[one.means] is one else _beside(one, taken[one.means])
        for one in found
    ]


def _beside(one: Column, other: Column) -> Column:
    """A column that could be what another one is already."""
    said = _("It could be this instead of “%(column)s”: %(means)s.")
    said = said % {"column": other.name, "means": IN_WORDS[one.means]}
    return replace(one, means=Means.NOTHING, evidence=said)


def _exact(one: Column) -> bool:
    return any(words == plainly(one.name) for _means, words in meanings(one.name)[:1])


def _halves(found: list[Column]) -> list[Column]:
    """“Name” beside “Vorname” is the last name, “Nombre” beside “Apellidos” the first."""
    there = {one.means for one in found}
    if Means.FIRST in there and Means.LAST not in there:
        other = Means.LAST
    elif Means.LAST in there and Means.FIRST not in there:
        other = Means.FIRST
    else:
        return found
    half = {"name", "nom", "nombre", "nome"}
    return [
        replace(one, means=other) if one.means is Means.NAME and plainly(one.name) in half else one
        for one in found
    ]


def _jobs(found: list[Column]) -> list[Column]:
    """Beside a day it was promised for, “Job” is not what somebody does, but what was promised."""
    there = {one.means for one in found}
    if Means.DUE not in there or Means.TEXT in there:
        return found
    return [replace(one, means=Means.TEXT) if one.means is Means.ROLE else one for one in found]


def _rated(found: list[Column]) -> list[Column]:
    """In a list of promises: what cannot be ratings stays out, with why. Beside ratings, a comment
    is what they said of it.
    """
    there = {one.means for one in found}
    if Means.DUE not in there or Means.RATING not in there:
        return found
    rated = next(one for one in found if one.means is Means.RATING)
    against = rated.scores.against
    if not against and not there & {Means.RATED, Means.KEPT}:
        against = _("It could be how it was rated, but no column says when.")
    if against:
        out = replace(rated, means=Means.NOTHING, evidence=against)
        return [out if one is rated else one for one in found]
    comments = COMMENTS.split() if Means.WORDS not in there else []
    said = next((o for o in found if o.means is Means.NOTES and plainly(o.name) in comments), None)
    beside = _("It stands beside “%(column)s”: what they said of it.") % {"column": rated.name}
    return [
        replace(one, means=Means.WORDS, evidence=beside) if one is said else one for one in found
    ]


def _ending(word: str) -> Ending:
    plain = set(plainly(word).split())
    if plain & set(GIVEN_UP.split()):
        return Ending.WITHDRAWN
    return Ending.KEPT if plain & set(DONE.split()) and "not" not in plain else Ending.OPEN
