"""A person as a file tells of one, whatever kind of file it was.

Nothing here says that they agreed to anything: of consent a file knows nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from makegood.domain.customers.rules import LONGEST_NAME, as_written, name_key
from makegood.domain.customers.rules.describing import LONGEST_PHONE, is_email
from makegood.domain.exchange.rules.table import Bad
from makegood.kit.phone import dialled
from makegood.kit.refusal import Refusal

LONGEST_KEY, LONGEST_WORD, LONGEST_NOTES = 200, 500, 20_000
MOST = 200  # things that one person has, of all kinds together
HOPELESS = 1_000  # that many at the beginning, and nobody among them
MOST_PEOPLE = 200_000  # in one file: their keys are held
ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]+")
LONGEST_ADDRESS = 254
BIRTHDAY = re.compile(r"(\d{4}|-)-?(\d\d)-?(\d\d)(?:T.*)?")


@dataclass(frozen=True)
class Labelled:
    """A number, an address, a page; `label` says which, as the file does: work, cell, Skype."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Person:
    """Whom a file names, with the line they stand on. Keys begin with the source.

    `birthday` is 1980-03-22, or --03-22 where no year is said, or what the file says instead.
    `noticed`: what of it came in as something else than the file says, in sentences.
    """

    line: int
    key: str
    name: str
    organisation: str
    role: str
    emails: tuple[Labelled, ...]
    phones: tuple[Labelled, ...]
    handles: tuple[Labelled, ...]
    addresses: tuple[Labelled, ...]
    other_names: tuple[str, ...]
    birthday: str
    notes: str
    tags: tuple[str, ...]
    language: str
    noticed: tuple[str, ...] = ()
    file: str = ""

    def shown(self) -> dict[str, str]:
        """Whom it tells of, for whoever looks through it."""
        ways = [way.text for way in (*self.emails, *self.phones)][:2]
        said = " · ".join(filter(None, [self.organisation, *ways]))
        return {"line": str(self.line), "who": self.name, "ways": said}


@dataclass
class Facts:
    """What was gathered about one person, before it is looked at. `id` is the file's own."""

    id: str = ""
    name: str = ""
    organisation: str = ""
    role: list[str] = field(default_factory=list)
    emails: list[Labelled] = field(default_factory=list)
    phones: list[Labelled] = field(default_factory=list)
    handles: list[Labelled] = field(default_factory=list)
    addresses: list[Labelled] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    birthday: str = ""
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str = ""


def person(line: int, facts: Facts, *, source: str) -> Person:
    """The person, as they are kept. Refused: nobody, or more than fits.

    Where no name is said they are called by their organisation, their mail or their number, as
    address books do. What is no mail address is kept among the handles: nobody writes to it.
    """
    emails = once(Labelled(one.text.strip(), one.label) for one in facts.emails)
    phones, others = once(facts.phones), [*facts.handles]
    seen = noticed(emails, phones)
    others += [replace(one, label=one.label or "e-mail") for one in emails if not is_mail(one.text)]
    emails = tuple(one for one in emails if is_mail(one.text))
    organisation, name = _short(facts.organisation), _short(facts.name)
    if not name:
        ways = [one.text for one in (*emails, *phones, *others)]
        name, organisation = organisation or _short(next(iter(ways), "")), ""
    if not name:
        raise Refusal(_("It names nobody: no name, no organisation, no mail address, no number."))
    notes = "\n\n".join(text for one in facts.notes if (text := _lines(one)))
    if len(notes) > LONGEST_NOTES:
        said = _("Its notes are longer than %(most)s signs. Cut them short.")
        raise Refusal(said % {"most": LONGEST_NOTES})
    made = Person(
        line=line,
        key="",
        name=name,
        organisation=organisation,
        role=_short(", ".join(dict.fromkeys(filter(None, map(as_written, facts.role))))),
        emails=emails,
        phones=phones,
        handles=once(others),
        addresses=once(facts.addresses),
        other_names=tuple(dict.fromkeys(filter(None, map(_short, facts.other_names)))),
        birthday=_short(facts.birthday),
        notes=notes,
        tags=tuple(dict.fromkeys(filter(None, map(_short, facts.tags)))),
        language=as_written(facts.language)[:12],
        noticed=seen,
    )
    _refuse_too_much(made)
    return replace(made, key=_key(made, facts.id.strip(), source))


def told_apart(people: Iterable[Person | Bad]) -> Iterator[Person | Bad]:
    """The same people, each with a key of their own; who stands there twice is a bad row.

    Two who share a mail address, or an id, are two people: the second one's key holds the name as
    well.
    """
    seen: dict[str, tuple[int, bytes]] = {}
    bad = 0
    for one in people:
        found = one if isinstance(one, Bad) else _told_apart(one, seen)
        bad += isinstance(found, Bad)
        if isinstance(found, Bad) and bad >= HOPELESS and not seen:
            said = _("None of the first %(n)s can come in. The last: %(why)s")
            raise Refusal(said % {"n": bad, "why": found.reason})
        if len(seen) > MOST_PEOPLE:
            said = _("There are more than %(most)s people in it. Split the file.")
            raise Refusal(said % {"most": MOST_PEOPLE})
        yield found


def _told_apart(one: Person, seen: dict[str, tuple[int, bytes]]) -> Person | Bad:
    named = hashlib.sha256(name_key(one.name).encode()).digest()[:8]
    line, other = seen.setdefault(one.key, (one.line, named))
    if line != one.line and other != named:
        one = replace(one, key=f"{one.key[:160]}-{_digest(one.key + name_key(one.name))}")
        line, _other = seen.setdefault(one.key, (one.line, named))
    if line == one.line:
        return one
    said = _("The same person stands on line %(line)s already.") % {"line": line}
    return Bad(one.line, said, cells_of(one))


def cells_of(one: Person) -> dict[str, str]:
    """A person as the cells of a row that can be mended and read again."""
    ways = {
        "E-mail": one.emails,
        "Phone": one.phones,
        "Website": one.handles,
        "Address": one.addresses,
    }
    cells = {"Name": one.name, "Organisation": one.organisation, "Role": one.role}
    for word, found in ways.items():
        cells |= {f"{word} {n}": way.text for n, way in enumerate(found, 1)}
    cells |= {"Birthday": one.birthday, "Notes": one.notes, "Tags": ", ".join(one.tags)}
    return {**cells, "Language": one.language}


def birthday(text: str) -> str:
    """19800322 as 1980-03-22, --0322 as --03-22; other ways of saying it as they are."""
    found = BIRTHDAY.fullmatch(text.strip())
    return f"{found[1]}-{found[2]}-{found[3]}" if found else text.strip()


def is_mail(text: str) -> bool:
    """Whether it has the form of a mail address."""
    return len(text) <= LONGEST_ADDRESS and bool(ADDRESS.fullmatch(text))


def is_written_to(text: str) -> bool:
    """Whether it is a mail address by our own measure and by that of whoever sends."""
    return is_mail(text) and is_email(text)


def is_number(text: str) -> bool:
    """Whether it can be dialled, and is kept whole."""
    return bool(dialled(text)) and len(text) <= LONGEST_PHONE


def noticed(emails: Iterable[Labelled], phones: Iterable[Labelled]) -> tuple[str, ...]:
    """What is no address and no number, a sentence for each: nobody writes there or calls."""
    mail = _("“%(text)s” is no mail address. It is kept as another way to reach them.")
    number = _("“%(text)s” is no phone number. It is kept as another way to reach them.")
    wrong = [(mail, one) for one in emails if not is_written_to(one.text)]
    wrong += [(number, one) for one in phones if not is_number(one.text)]
    return tuple(said % {"text": one.text[:60]} for said, one in wrong)


def _key(one: Person, id: str, source: str) -> str:
    """By their id, else by their mail, else by name and number: reading twice gives it twice."""
    if id and len(f"{source}:{id}") <= LONGEST_KEY and id.isprintable():
        return f"{source}:{id}"
    if id:
        return f"{source}:id-{_digest(id)}"
    if one.emails:
        return f"{source}:mail-{_digest(one.emails[0].text)}"
    number = re.sub(r"\D", "", one.phones[0].text) if one.phones else ""
    return f"{source}:name-{_digest(name_key(one.name) + number)}"


def _digest(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()[:32]


def once(found: Iterable[Labelled]) -> tuple[Labelled, ...]:
    """Without those that say nothing (“-” for none), or the same again."""
    kept: dict[str, Labelled] = {}
    for one in found:
        text = _lines(one.text)
        if any(map(str.isalnum, text)):
            kept.setdefault(text.casefold(), Labelled(text, as_written(one.label)[:40]))
    return tuple(kept.values())


def _short(text: str) -> str:
    text = as_written(text)
    if len(text) > LONGEST_NAME:
        raise Refusal(_("A name is longer than 200 signs: %(n)s.") % {"n": len(text)})
    return text


def _lines(text: str) -> str:
    """The text with its lines, each without what cannot be seen."""
    return "\n".join(map(as_written, text.splitlines())).strip()


def _refuse_too_much(one: Person) -> None:
    ways = (*one.emails, *one.phones, *one.handles, *one.addresses)
    if len(ways) + len(one.tags) + len(one.other_names) > MOST:
        raise Refusal(_("It says more than %(most)s things of one person.") % {"most": MOST})
    longest = max((len(way.text) for way in ways), default=0)
    if longest > LONGEST_WORD:
        said = _("A number or an address is longer than %(most)s signs: %(n)s.")
        raise Refusal(said % {"most": LONGEST_WORD, "n": longest})
