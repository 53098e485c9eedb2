"""What a mapping of people says: which column of an address list is what. Read strictly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.people import (
    Facts,
    Person,
    birthday,
    person,
    told_apart,
)
from makegood.domain.exchange.rules.sections import (
    Section,
    known_encoding,
    known_formats,
    tables_in,
)
from makegood.domain.exchange.rules.table import Bad, Row
from makegood.domain.exchange.rules.template import Template
from makegood.domain.exchange.rules.ways import Ways, columns_in, cut, labelled, ways_in
from makegood.kit.refusal import Refusal

LACKING = ("refuse", "pass over")


@dataclass(frozen=True)
class PeopleMapping:
    """Which column is what. What is empty means: this file does not say.

    `apart` stands between several numbers in one cell, `tags_apart` between tags. `may_lack`: some
    of the columns may be missing, as in exports that leave out what nobody has.
    """

    source: str
    known_by: tuple[str, ...]
    may_lack: bool
    encoding: str
    separator: str
    formats: tuple[str, ...]
    name: Template
    key: Template
    organisation: Template
    role: tuple[str, ...]
    emails: Ways
    phones: Ways
    websites: Ways
    addresses: Ways
    other_names: tuple[str, ...]
    birthday: str
    notes: tuple[str, ...]
    tags: tuple[str, ...]
    apart: str
    tags_apart: str
    language: str

    @property
    def columns(self) -> frozenset[str]:
        """Every column it speaks of."""
        ways = (*self.emails, *self.phones, *self.websites, *self.addresses)
        templates = [self.name, self.key, self.organisation]
        single = (*self.role, *self.other_names, *self.notes, *self.tags)
        found = {column for template in templates for column in template.columns}
        found |= columns_in(ways)
        return frozenset((found | set(single) | {self.birthday, self.language}) - {""})

    @property
    def needed(self) -> frozenset[str]:
        """Those that a file must have."""
        return frozenset(self.known_by) if self.may_lack else self.columns


def is_of_people(text: str) -> bool:
    """Whether a mapping is about people alone, and not about what was promised to them."""
    try:
        return "promise" not in tables_in(text)
    except Refusal:
        return False


def people_mapping_from(text: str) -> PeopleMapping:
    """The mapping a TOML text says; a Refusal says what to mend."""
    top = Section("", tables_in(text))
    file, times, customer = top.part("file"), top.part("times"), top.part("customer")
    lacking = file.text("lacking", LACKING[0])
    mapping = PeopleMapping(
        source=top.text("source"),
        known_by=file.texts("known_by"),
        may_lack=lacking == LACKING[1],
        encoding=known_encoding(file.text("encoding", "")),
        separator=file.text("separator", ""),
        formats=known_formats(times.texts("formats")),
        name=customer.template("name"),
        key=customer.template("key", ""),
        organisation=customer.template("organisation", ""),
        role=customer.texts("role"),
        emails=ways_in(customer, "emails"),
        phones=ways_in(customer, "phones"),
        websites=ways_in(customer, "websites"),
        addresses=ways_in(customer, "addresses"),
        other_names=customer.texts("other_names"),
        birthday=customer.text("birthday", ""),
        notes=customer.texts("notes"),
        tags=customer.texts("tags"),
        apart=customer.text("apart", "").strip(),
        tags_apart=customer.text("tags_apart", ",").strip(),
        language=customer.text("language", ""),
    )
    for section in (file, times, customer, top):
        section.close()
    _whole(mapping, lacking)
    return mapping


def _whole(mapping: PeopleMapping, lacking: str) -> None:
    if lacking not in LACKING:
        raise Refusal(
            _("The mapping's %(what)s is “%(word)s”. It can be: %(known)s.")
            % {"what": "lacking", "word": lacking, "known": ", ".join(LACKING)}
        )
    if len(mapping.separator) > 1:
        raise Refusal(_("A separator is one sign: a comma, a semicolon, a tab."))
    if mapping.may_lack and not mapping.known_by:
        raise Refusal(_("Where columns may be lacking, known_by names some that are always there."))


def people_in(rows: Iterable[Row | Bad], says: PeopleMapping) -> Iterator[Person | Bad]:
    """Each row as a person or as a bad row, in order, read as they are asked for."""
    return told_apart(one if isinstance(one, Bad) else _person(one, says) for one in rows)


def _person(row: Row, says: PeopleMapping) -> Person | Bad:
    try:
        return person(row.line, facts_of(row.cells, says), source=says.source)
    except Refusal as refusal:
        return Bad(row.line, refusal.sentence, row.cells)


def facts_of(cells: dict[str, str], says: PeopleMapping) -> Facts:
    """What a row says of a person."""
    cells = dict.fromkeys(says.columns, "") | cells
    return Facts(
        id="" if says.key.empty_in(cells) else says.key.fill(cells),
        name=says.name.fill(cells),
        organisation=says.organisation.fill(cells),
        role=[cells[column] for column in says.role],
        emails=labelled(says.emails, cells, says.apart),
        phones=labelled(says.phones, cells, says.apart),
        handles=labelled(says.websites, cells, says.apart),
        addresses=labelled(says.addresses, cells, ""),
        other_names=[cells[column] for column in says.other_names],
        birthday=_birthday(cells[says.birthday], says.formats) if says.birthday else "",
        notes=[cells[column] for column in says.notes],
        tags=[
            tag.strip().removeprefix("* ")
            for column in says.tags
            for tag in cut(cells[column], says.tags_apart)
        ],
        language=cells[says.language] if says.language else "",
    )


def _birthday(text: str, formats: tuple[str, ...]) -> str:
    if not any(sign in "123456789" for sign in text):
        return ""  # Outlook's 0/0/00
    for form in formats:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return birthday(text)
