"""What a mapping says: which column of a file is what. Written in TOML, read strictly.

A word that is misspelt in a mapping is refused, never passed over: it would bring in less than
its writer believes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.sections import (
    Section,
    known_encoding,
    known_formats,
    known_zone,
    one_of,
    tables_in,
)
from makegood.domain.exchange.rules.template import Template
from makegood.domain.exchange.rules.ways import Ways, columns_in, ways_in
from makegood.kit.refusal import Refusal

DUE_IS = ("day", "instant")
DECIMALS = ("", ".", ",")
COUNTED = "#"
LONGEST_MAPPING = 50_000
MISSING = ("refuse", "empty")


class Ending(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    OPEN = "open"


class Several(StrEnum):
    """What is done where a joined file has several rows for a key."""

    REFUSE = "refuse"
    FIRST = "first"
    ADD = "add"


@dataclass(frozen=True)
class Join:
    """Another file whose row is found by a key: its columns are called `name.column`.

    `name.#` is how many rows there are. `may_lack`: a key without rows has empty cells.
    """

    name: str
    file: str
    on: str
    key: str
    several: Several
    may_lack: bool


@dataclass(frozen=True)
class RatingColumns:
    """Where ratings stand: in the rows of the first file, or in those of `file`.

    `of` makes the key of the promise whose work was rated.
    """

    file: str
    key: Template
    of: Template
    score: str
    lowest: int
    out_of: int
    said: str
    asked: str
    words: Template

    @property
    def columns(self) -> frozenset[str]:
        templates = (self.key, self.of, self.words)
        found = {column for template in templates for column in template.columns}
        return frozenset((found | {self.score, self.said, self.asked}) - {""})


@dataclass(frozen=True)
class Mapping:
    """Which column is what. An empty column or template means: this file does not say.

    `known_by`: the columns that together tell a file from there.
    """

    source: str
    known_by: tuple[str, ...]
    zone: str
    encoding: str
    separator: str
    decimal: str
    formats: tuple[str, ...]
    key: Template
    text: Template
    kind: str
    made: str
    due: str
    due_is_day: bool
    kept: str
    withdrawn: str
    customer_name: Template
    customer_key: Template
    organisation: Template
    emails: Ways
    phones: Ways
    engagement: Template
    value: str
    own_date: str
    own_date_why: Template
    status: str
    endings: dict[str, Ending]
    joins: tuple[Join, ...]
    rating: RatingColumns | None

    @property
    def columns(self) -> frozenset[str]:
        """Every column the mapping speaks of, those of joined files as `name.column`."""
        templates = [self.key, self.text, self.customer_name, self.customer_key]
        templates += [self.organisation, self.engagement, self.own_date_why]
        when = (self.made, self.due, self.kept, self.withdrawn, self.own_date)
        single = (*when, self.status, self.value)
        found = {column for template in templates for column in template.columns}
        found |= set(single) | {join.on for join in self.joins}
        found |= columns_in((*self.emails, *self.phones))
        if self.rating is not None and not self.rating.file:
            found |= self.rating.columns
        return frozenset(found - {""})

    @property
    def files(self) -> tuple[str, ...]:
        """The files it wants beside the first."""
        rated = (self.rating.file,) if self.rating is not None and self.rating.file else ()
        return (*(join.file for join in self.joins), *rated)

    def columns_of(self, join: Join | None) -> frozenset[str]:
        """Those of one file, by the names they have there: the main one's, or a joined one's."""
        names = {other.name for other in self.joins}
        if join is None:
            return frozenset(c for c in self.columns if c.partition(".")[0] not in names)
        mine = f"{join.name}."
        own = {c.removeprefix(mine) for c in self.columns if c.startswith(mine)}
        return frozenset((own | {join.key}) - {COUNTED})


def mapping_from(text: str, *, kinds: tuple[str, ...]) -> Mapping:
    """The mapping a TOML text says; a Refusal says what to mend. `kinds`: those a promise has."""
    top = Section("", tables_in(text))
    file, times = top.part("file"), top.part("times")
    promise, customer = top.part("promise"), top.part("customer")
    engagement, status = top.part("engagement"), top.part("status")
    rating = top.part("rating")
    mapping = Mapping(
        source=top.text("source"),
        known_by=file.texts("known_by"),
        encoding=known_encoding(file.text("encoding", "")),
        separator=file.text("separator", ""),
        decimal=one_of(file.text("decimal", ""), DECIMALS, "decimal"),
        zone=known_zone(times.text("zone", "")),
        formats=known_formats(times.texts("formats")),
        key=promise.template("key"),
        text=promise.template("text"),
        kind=one_of(promise.text("kind", "other"), kinds, "kind"),
        made=promise.text("made"),
        due=promise.text("due"),
        due_is_day=one_of(promise.text("due_is", "day"), DUE_IS, "due_is") == "day",
        kept=promise.text("kept", ""),
        withdrawn=promise.text("withdrawn", ""),
        customer_name=customer.template("name"),
        customer_key=customer.template("key", ""),
        organisation=customer.template("organisation", ""),
        emails=ways_in(customer, "emails"),
        phones=ways_in(customer, "phones"),
        engagement=engagement.template("name", ""),
        value=engagement.text("value", ""),
        own_date=engagement.text("own_date", ""),
        own_date_why=engagement.template("own_date_why", ""),
        status="" if status.is_empty else status.text("column"),
        endings=_endings(status),
        joins=tuple(_join(name, join) for name, join in top.parts("join").items()),
        rating=_rating(rating),
    )
    for section in (file, times, promise, customer, engagement, status, rating, top):
        section.close()
    _whole(mapping)
    return mapping


def _join(name: str, section: Section) -> Join:
    join = Join(
        name=name,
        file=section.text("file"),
        on=section.text("on"),
        key=section.text("key"),
        several=Several(one_of(section.text("several", "refuse"), tuple(Several), "several")),
        may_lack=one_of(section.text("missing", "refuse"), MISSING, "missing") == "empty",
    )
    section.close()
    return join


def _rating(section: Section) -> RatingColumns | None:
    if section.is_empty:
        return None
    return RatingColumns(
        file=section.text("file", ""),
        key=section.template("key"),
        of=section.template("of"),
        score=section.text("score"),
        lowest=section.number("lowest", 0),
        out_of=section.number("out_of", 5),
        said=section.text("said"),
        asked=section.text("asked", ""),
        words=section.template("words", ""),
    )


def _endings(status: Section) -> dict[str, Ending]:
    said: dict[str, Ending] = {}
    for ending in Ending:
        for word in status.texts(ending):
            if word in said:
                raise Refusal(
                    _("The mapping's [status] names “%(word)s” twice: keep one of them.")
                    % {"word": word}
                )
            said[word] = ending
    return said


def _whole(mapping: Mapping) -> None:
    """What single values cannot tell."""
    if Ending.KEPT in mapping.endings.values() and not mapping.kept:
        raise Refusal(
            _("The mapping says which status means kept, but not when: name a column in kept.")
        )
    if len(mapping.separator) > 1:
        raise Refusal(_("A separator is one sign: a comma, a semicolon, a tab."))
    if not mapping.key.columns:
        raise Refusal(_("The mapping's key names no column: “{order_id}” would."))


def separators(mapping: Mapping) -> tuple[str, ...]:
    """What may stand between cells: what the mapping says, else the four in use."""
    return (mapping.separator,) if mapping.separator else (",", ";", "\t", "|")
