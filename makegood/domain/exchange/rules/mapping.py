"""What a mapping says: which column of a file is what. Written in TOML, read strictly.

A word that is misspelt in a mapping is refused, never passed over: it would bring in less than
its writer believes.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.decoding import is_encoding
from makegood.domain.exchange.rules.template import Template
from makegood.kit.refusal import Refusal

DUE_IS = ("day", "instant")
DECIMALS = ("", ".", ",")
COUNTED = "#"
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
class Mapping:
    """Which column is what. An empty column or template means: this file does not say."""

    source: str
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
    engagement: Template
    value: str
    own_date: str
    own_date_why: Template
    status: str
    endings: dict[str, Ending]
    joins: tuple[Join, ...]

    @property
    def columns(self) -> frozenset[str]:
        """Every column the mapping speaks of, those of joined files as `name.column`."""
        templates = [self.key, self.text, self.customer_name, self.customer_key]
        templates += [self.organisation, self.engagement, self.own_date_why]
        when = (self.made, self.due, self.kept, self.withdrawn, self.own_date)
        single = (*when, self.status, self.value)
        found = {column for template in templates for column in template.columns}
        return frozenset((found | set(single) | {join.on for join in self.joins}) - {""})

    def columns_of(self, join: Join | None) -> frozenset[str]:
        """Those of one file, by the names they have there: the main one's, or a joined one's."""
        names = {other.name for other in self.joins}
        if join is None:
            return frozenset(c for c in self.columns if c.partition(".")[0] not in names)
        mine = f"{join.name}."
        own = {c.removeprefix(mine) for c in self.columns if c.startswith(mine)}
        return frozenset((own | {join.key}) - {COUNTED})


class Section:
    """One table of the TOML; each value is asked for once, what is left over is refused."""

    def __init__(self, name: str, values: object) -> None:
        if not isinstance(values, dict):
            raise Refusal(_("The mapping's [%(name)s] is a table, not a value.") % {"name": name})
        self._name, self._left = name, dict(values)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._left.pop(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise Refusal(
                _("The mapping needs %(key)s, as words in quotation marks.")
                % {"key": self._full(key)}
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise Refusal(
                _("The mapping's %(key)s is a list of words: [“a”, “b”].")
                % {"key": self._full(key)}
            )
        return tuple(value)

    def template(self, key: str, default: str | None = None) -> Template:
        found = Template(self.text(key, default))
        if not found.is_sound:
            raise Refusal(
                _("In the mapping, “%(words)s” has a brace too many: write {column} or {column:8}.")
                % {"words": found.words}
            )
        return found

    def part(self, key: str) -> Section:
        return Section(f"{self._name}.{key}".strip("."), self._left.pop(key, {}))

    def parts(self, key: str) -> dict[str, Section]:
        tables = self._left.pop(key, {})
        Section(key, tables)
        return {name: Section(f"{key}.{name}", values) for name, values in tables.items()}

    def _full(self, key: str) -> str:
        """A key as a person finds it: “[promise] made”, or “source” where it stands at the top."""
        return f"[{self._name}] {key}" if self._name else key

    @property
    def is_empty(self) -> bool:
        return not self._left

    def close(self) -> None:
        if self._left:
            raise Refusal(
                _("The mapping says %(words)s, which means nothing here.")
                % {"words": ", ".join(self._full(key) for key in sorted(self._left))}
            )


def mapping_from(text: str, *, kinds: tuple[str, ...]) -> Mapping:
    """The mapping a TOML text says; a Refusal says what to mend. `kinds`: those a promise has."""
    try:
        top = Section("", tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise Refusal(_("The mapping is no TOML: %(why)s.") % {"why": wrong}) from wrong
    file, times = top.part("file"), top.part("times")
    promise, customer = top.part("promise"), top.part("customer")
    engagement, status = top.part("engagement"), top.part("status")
    mapping = Mapping(
        source=top.text("source"),
        encoding=known_encoding(file.text("encoding", "")),
        separator=file.text("separator", ""),
        decimal=_one_of(file.text("decimal", ""), DECIMALS, "decimal"),
        zone=known_zone(times.text("zone", "")),
        formats=times.texts("formats"),
        key=promise.template("key"),
        text=promise.template("text"),
        kind=_one_of(promise.text("kind", "other"), kinds, "kind"),
        made=promise.text("made"),
        due=promise.text("due"),
        due_is_day=_one_of(promise.text("due_is", "day"), DUE_IS, "due_is") == "day",
        kept=promise.text("kept", ""),
        withdrawn=promise.text("withdrawn", ""),
        customer_name=customer.template("name"),
        customer_key=customer.template("key", ""),
        organisation=customer.template("organisation", ""),
        engagement=engagement.template("name", ""),
        value=engagement.text("value", ""),
        own_date=engagement.text("own_date", ""),
        own_date_why=engagement.template("own_date_why", ""),
        status="" if status.is_empty else status.text("column"),
        endings=_endings(status),
        joins=tuple(_join(name, join) for name, join in top.parts("join").items()),
    )
    for section in (file, times, promise, customer, engagement, status, top):
        section.close()
    _whole(mapping)
    return mapping


def _join(name: str, section: Section) -> Join:
    join = Join(
        name=name,
        file=section.text("file"),
        on=section.text("on"),
        key=section.text("key"),
        several=Several(_one_of(section.text("several", "refuse"), tuple(Several), "several")),
        may_lack=_one_of(section.text("missing", "refuse"), MISSING, "missing") == "empty",
    )
    section.close()
    return join


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


def known_encoding(name: str) -> str:
    if name and not is_encoding(name):
        raise Refusal(
            _("Nobody knows the encoding “%(name)s”: try utf-8 or windows-1252.") % {"name": name}
        )
    return name


def known_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise Refusal(
            _("Nobody knows the time zone “%(name)s”: write it as in Europe/Berlin.")
            % {"name": name}
        )
    return name


def _one_of(word: str, known: tuple[str, ...], what: str) -> str:
    if word not in known:
        raise Refusal(
            _("The mapping's %(what)s is “%(word)s”. It can be: %(known)s.")
            % {"what": what, "word": word, "known": ", ".join(known)}
        )
    return word


def separators(mapping: Mapping) -> tuple[str, ...]:
    """What may stand between cells: what the mapping says, else the four in use."""
    return (mapping.separator,) if mapping.separator else (",", ";", "\t", "|")
