"""The people of a vCard file, as phones, Outlook, Apple, Google and others write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.bounds import BOUNDS, Bounds, begun, refuse_foreign, within
from makegood.domain.exchange.rules.content_lines import (
    LONGEST,
    Property,
    parts,
    properties,
    unescaped,
)
from makegood.domain.exchange.rules.decoding import marked
from makegood.domain.exchange.rules.people import (
    Facts,
    Labelled,
    Person,
    birthday,
    person,
    told_apart,
)
from makegood.domain.exchange.rules.table import Bad
from makegood.kit.refusal import Refusal

MOST_PROPERTIES, MOST_SIGNS = 2_000, 500_000
NO_LABEL = frozenset({"internet", "pref", "voice", "x400", "postal", "parcel", "msg"})
MESSENGERS = {
    "X-AIM": "AIM",
    "X-GADUGADU": "Gadu-Gadu",
    "X-GOOGLE-TALK": "Google Talk",
    "X-GROUPWISE": "GroupWise",
    "X-GTALK": "Google Talk",
    "X-ICQ": "ICQ",
    "X-JABBER": "Jabber",
    "X-MS-IMADDRESS": "Messenger",
    "X-MSN": "MSN",
    "X-QQ": "QQ",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-TWITTER": "Twitter",
    "X-YAHOO": "Yahoo",
}
APPLE = re.compile(r"_\$!<(.*)>!\$_")


@dataclass
class Card:
    """A card while it is read. `wrong` is the first thing that is."""

    line: int
    properties: list[Property] = field(default_factory=list)
    signs: int = 0
    wrong: str = ""

    def take(self, one: Property) -> None:
        self.signs += len(one.value)
        if self.wrong:
            return
        if not one.name:
            said = _("Line %(line)s is no property of a vCard: it has no name and no colon.")
            self.wrong = said % {"line": one.line}
        elif one.too_long:
            said = _("What stands from line %(line)s on is longer than %(most)s bytes.")
            self.wrong = said % {"line": one.line, "most": LONGEST}
        elif len(self.properties) >= MOST_PROPERTIES or self.signs > MOST_SIGNS:
            self.wrong = _("The card says too much: it cannot be one person.")
        else:
            self.properties.append(one)

    def bad(self, reason: str) -> Bad:
        cells: dict[str, str] = {}
        for one in self.properties:
            cells.setdefault(one.name, unescaped(one.value))
        return Bad(self.line, reason, cells)


def people_of_vcards(
    chunks: Iterable[bytes], *, name: str, source: str, bounds: Bounds = BOUNDS
) -> Iterator[Person | Bad]:
    """Each card as a person or as a bad row, in order; read as they are asked for.

    `name` is said in sentences, `source` stands before every key.
    """
    pieces = within(chunks, name=name, bounds=bounds)
    head = begun(pieces)
    encoding = marked(head)
    encoding = encoding if encoding.startswith("utf-16") else ""
    if not encoding:
        refuse_foreign(head, name=name)
    cards = _cards(properties(chain([head], pieces), encoding=encoding), name, bounds)
    return told_apart(_person(card, source) for card in cards)


def _person(card: Card, source: str) -> Person | Bad:
    try:
        if card.wrong:
            raise Refusal(card.wrong)
        return person(card.line, facts_of(card.properties), source=source)
    except Refusal as refusal:
        return card.bad(refusal.sentence)


def _cards(found: Iterable[Property], name: str, bounds: Bounds) -> Iterator[Card]:
    card: Card | None = None
    inside, count = 0, 0  # cards within a card: an agent's
    for one in found:
        opens = one.name == "BEGIN" and one.value.strip().upper() == "VCARD"
        if opens and card and card.properties and card.properties[-1].name == "AGENT":
            inside += 1
        elif opens:
            if card:
                yield _unended(card)
            card, inside, count = Card(one.line), 0, count + 1
            _refuse_count(count, name, bounds)
        elif one.name == "END" and one.value.strip().upper() == "VCARD" and inside:
            inside -= 1
        elif one.name == "END" and one.value.strip().upper() == "VCARD" and card:
            yield card
            card = None
        elif card and not inside:
            card.take(one)
    if card:
        yield _unended(card)
    if not count:
        raise Refusal(_("%(file)s holds no vCard. Is it the right file?") % {"file": name})


def _unended(card: Card) -> Card:
    card.wrong = card.wrong or _("The card begins here and never ends: END:VCARD is missing.")
    return card


def _refuse_count(count: int, name: str, bounds: Bounds) -> None:
    if count > bounds.rows:
        said = _("%(file)s has more than %(most)s rows. Split it.")
        raise Refusal(said % {"file": name, "most": bounds.rows})


def facts_of(found: list[Property]) -> Facts:
    """What a card's properties say of a person. What is not named here is not taken over."""
    facts, labels = Facts(), _labels(found)
    plain = next((one.value.strip() for one in found if one.name == "VERSION"), "") != "2.1"
    # What is preferred stands first.
    for one in sorted(found, key=_preferred):
        label = labels.get(one.group, "") or _types(one)
        _take(facts, one, label, lines=plain)
    if not facts.name:
        facts.name = _name_of(found, lines=plain)
    if not facts.addresses:
        labelled = [one for one in found if one.name == "LABEL"]
        facts.addresses = [Labelled(_text(one, plain), _types(one)) for one in labelled]
    return facts


def _take(facts: Facts, one: Property, label: str, *, lines: bool) -> None:
    text = _text(one, lines)
    if one.name == "FN":
        facts.name = facts.name or text
    elif one.name == "UID":
        facts.id = facts.id or text
    elif one.name == "ORG":
        _organisation(facts, one, lines)
    elif one.name in {"TITLE", "ROLE"}:
        facts.role.append(text)
    elif one.name == "EMAIL":
        facts.emails.append(Labelled(_without(text, "mailto:"), label))
    elif one.name == "TEL":
        number = _without(text, "tel:").replace(";ext=", " ext. ")
        facts.phones.append(Labelled(number, label))
    elif one.name in {"URL", "IMPP", "X-SOCIALPROFILE"}:
        service = next(iter(one.parameters.get("X-SERVICE-TYPE", ())), "")
        facts.handles.append(Labelled(text, service or label))
    elif one.name in MESSENGERS:
        facts.handles.append(Labelled(text, MESSENGERS[one.name]))
    elif one.name == "ADR":
        facts.addresses.append(Labelled(_address(one, lines), label))
    elif one.name == "NICKNAME":
        facts.other_names += [unescaped(part, lines=lines) for part in parts(one.value, ",")]
    elif one.name == "BDAY":
        facts.birthday = facts.birthday or birthday(text)
    elif one.name == "NOTE":
        facts.notes.append(text)
    elif one.name == "CATEGORIES":
        facts.tags += [unescaped(part, lines=lines) for part in parts(one.value, ",")]
    elif one.name == "LANG":
        facts.language = facts.language or text
    elif one.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"} and text.strip().lower() == "group":
        raise Refusal(_("It is a group, not a person."))


def _labels(found: list[Property]) -> dict[str, str]:
    """Labels that stand beside what they name, tied by a group: item1.X-ABLabel."""
    said = {one.group: one.value for one in found if one.group and one.name == "X-ABLABEL"}
    return {group: APPLE.sub(r"\1", unescaped(value)) for group, value in said.items()}


def _types(one: Property) -> str:
    return " ".join(dict.fromkeys(word for word in one.types if word not in NO_LABEL))


def _preferred(one: Property) -> int:
    numbered = next(iter(one.parameters.get("PREF", ())), "")
    if numbered.isascii() and numbered.isdigit():
        return min(int(numbered[:3]), 100)
    return 0 if "pref" in one.types or "PREF" in one.parameters else 101


def _text(one: Property, lines: bool) -> str:
    return unescaped(one.value, lines=lines)


def _without(text: str, scheme: str) -> str:
    text = text.strip()
    return text[len(scheme) :] if text.lower().startswith(scheme) else text


def _organisation(facts: Facts, one: Property, lines: bool) -> None:
    """The organisation, and its departments; a second organisation stands with the roles."""
    first, *rest = [unescaped(part, lines=lines).strip() for part in parts(one.value, ";")]
    if facts.organisation:
        facts.role.append(first)
    facts.organisation = facts.organisation or first
    facts.role += rest


def _name_of(found: list[Property], *, lines: bool) -> str:
    """Prefix, given, further and family name, suffix, as N has them in another order."""
    said = next((one.value for one in found if one.name == "N"), "")
    pieces = [unescaped(part, lines=lines).strip() for part in parts(said, ";")]
    family, given, further, prefix, suffix = [*pieces[:5], *[""] * (5 - len(pieces[:5]))]
    return " ".join(filter(None, (prefix, given, further.replace(",", " "), family, suffix)))


def _address(one: Property, lines: bool) -> str:
    """Street, town, region and country, each on a line of its own."""
    pieces = [unescaped(part, lines=lines).strip() for part in parts(one.value, ";")]
    box, more, street, town, region, code, land = [*pieces[:7], *[""] * (7 - len(pieces[:7]))]
    if "LABEL" in one.parameters:
        # A label that holds a colon ran over into the first part.
        box = box.rpartition(":")[2]
    town = " ".join(filter(None, (code, town)))
    return "\n".join(filter(None, (box, more, street, town, region, land, *pieces[7:])))
