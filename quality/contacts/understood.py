"""What a file holds beside what we took over of it. The file is read here by other means.

A value counts as taken over when each of its words is found in what the reader made of its card or
row; of a birthday the digits count. Words, so that another order or another separator is no loss.
"""

from __future__ import annotations

import quopri
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from pathlib import Path

import icalendar

from makegood.domain.exchange.mappings import fitting, texts
from makegood.domain.exchange.rules.content_lines import properties
from makegood.domain.exchange.rules.people import Person
from makegood.domain.exchange.rules.people_mapping import people_in, people_mapping_from
from makegood.domain.exchange.rules.table import Bad, Row, Rows
from makegood.domain.exchange.rules.vcards import people_of_vcards
from makegood.kit.refusal import Refusal

# About the card and not about the person.
ABOUT_THE_CARD = frozenset(
    {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "REV",
        "X-GENERATOR",
        "PROFILE",
        "MAILER",
        "CLASS",
        "SOURCE",
    }
    | {"NAME", "X-ABUID", "X-ID", "X-ETAG"}
)
# What a customer is known and reached by: of these, everything. (Of several languages, one.)
MUST = frozenset(
    {"FN", "EMAIL", "TEL", "ORG", "ADR", "URL", "IMPP", "NICKNAME", "TITLE", "ROLE", "BDAY", "NOTE"}
    | {"CATEGORIES", "UID", "X-SKYPE", "X-AIM", "X-ICQ", "X-JABBER", "X-MSN", "X-YAHOO"}
)
LINE = re.compile(r"(?:[\w-]+\.)?([A-Za-z][\w-]*)([;:].*)", re.S)


@dataclass
class Account:
    """What stands in a file, by the name of the property or column, and what was taken over."""

    file: str
    people: int = 0
    bad: list[str] = field(default_factory=list)
    there: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    crash: str = ""

    def says(self, name: str, value: str, found: str, *, must: bool) -> None:
        self.there[name] += 1
        if name == "BDAY":
            taken = re.sub(r"\D", "", value)[:8] in re.sub(r"\D", "", found)
        else:
            taken = set(words(value)) <= set(words(found))
        self.taken[name] += taken
        if must and not taken:
            self.lost.append(f"{name}: {value[:60]!r}")

    def row(self) -> str:
        left = ", ".join(
            f"{name} {n - self.taken[name]}"
            for name, n in self.there.most_common()
            if n > self.taken[name]
        )
        whole, taken = sum(self.there.values()), sum(self.taken.values())
        return (
            f"  {self.file[:38]:38} {self.people:4} {len(self.bad):4} {whole:6} {taken:6}  "
            f"{left[:120] or '-'}"
        )


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def everything(one: Person | Bad) -> str:
    """All words that a person holds. Of a bad row nothing came in."""
    return "" if isinstance(one, Bad) else " ".join(_flat(astuple(one)))


def _flat(part: object) -> Iterator[str]:
    if isinstance(part, tuple):
        for inner in part:
            yield from _flat(inner)
    else:
        yield str(part)


def account_of_vcards(path: Path) -> Account:
    account, content = Account(path.name), path.read_bytes()
    found = [*people_of_vcards([content], name=path.name, source="vcard")]
    _count(account, found)
    cards = list(plain_cards(content))
    for lines, one in zip(cards, [*found, *[Bad(0, "")] * len(cards)], strict=False):
        whole = everything(one)
        for name, value in lines:
            if name not in ABOUT_THE_CARD:
                account.says(name, value, whole, must=name in MUST)
    if len(cards) != len(found):
        account.lost.append(f"{len(cards)} cards, {len(found)} read")
    return account


def _count(account: Account, found: list[Person | Bad]) -> None:
    account.people = sum(isinstance(one, Person) for one in found)
    account.bad = [f"{one.line}: {one.reason}" for one in found if isinstance(one, Bad)]


def plain_cards(content: bytes) -> Iterator[list[tuple[str, str]]]:
    """The properties of each card, by a few lines of our own that share no code with the reader."""
    text = content.decode("utf-8", "replace").replace("\r\r\n", "\n").replace("\r\n", "\n")
    text = re.sub(
        r"(?i)^((?:[\w-]+\.)?(?:photo|logo|sound|key)[;:].*)\n(?:[ \t].*\n|[\w+/=]+\n)*",
        r"\1\n",
        text,
        flags=re.M,
    )
    text = re.sub(r"\n[ \t]", "", text)
    for card in re.findall(r"(?is)BEGIN:VCARD\n(.*?)\nEND:VCARD", text):
        lines: list[str] = []
        for line in card.split("\n"):
            if lines and lines[-1].endswith("=") and "QUOTED" in lines[-1].upper():
                lines[-1] = lines[-1][:-1] + line
            else:
                lines.append(line)
        yield [one for line in lines if (one := plain_line(line))]


def plain_line(line: str) -> tuple[str, str] | None:
    found = LINE.fullmatch(line)
    if not found:
        return None
    name, rest = found.group(1).upper(), found.group(2)
    head, _colon, value = rest.partition(":")
    if name == "TEL" or value.startswith("tel:"):
        value = value.replace("tel:", "").replace("ext=", "ext ")
    if name in {"PHOTO", "LOGO", "SOUND", "KEY"}:
        return name, "a picture or a key"
    if "LABEL=" in head or '"' in head:
        value = rest.rpartition(":")[2]
    if "QUOTED-PRINTABLE" in head.upper():
        value = (
            quopri.decodestring(value.encode()).decode("utf-8", "replace").replace("\ufffd", " ")
        )
    value = re.sub(r"\\[nN]", " ", value)
    return name, value.replace("\\", "").replace("mailto:", "")


def account_of_table(path: Path) -> Account:
    account, content = Account(path.name), path.read_bytes()
    columns = Rows([content], name=path.name).columns
    account.file = f"{path.name} as {fitting(columns) or 'nothing known'}"
    if not fitting(columns):
        return account
    says = people_mapping_from(texts()[fitting(columns)])
    found = list(people_in(Rows([content], name=path.name, needed=says.needed), says))
    _count(account, found)
    rows = [row for row in Rows([content], name=path.name) if isinstance(row, Row)]
    for row, one in zip(rows, found, strict=False):
        whole = everything(one)
        for column, cell in row.cells.items():
            if cell.strip():
                account.says(column, cell, whole, must=column in says.columns)
    return account


@dataclass
class Calendar:
    """What a calendar file holds, by our reading of its lines and by the library's."""

    file: str
    events: int = 0
    with_day: int = 0
    with_words: int = 0
    with_people: int = 0
    by_library: int = -1  # it could not read the file
    crash: str = ""


def account_of_calendar(path: Path) -> Calendar:
    """Only measured: nothing of it comes in yet. Handed in as contacts it must be refused."""
    content = path.read_bytes()
    account = Calendar(path.name)
    names: set[str] = set()
    for one in properties([content]):
        if one.name == "BEGIN" and one.value.strip().upper() == "VEVENT":
            account.events, names = account.events + 1, set()
        if one.name == "END" and one.value.strip().upper() == "VEVENT":
            account.with_day += "DTSTART" in names
            account.with_words += "SUMMARY" in names
            account.with_people += bool(names & {"ATTENDEE", "ORGANIZER"})
        names.add(one.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            whole = icalendar.Calendar.from_ical(content, multiple=True)
            account.by_library = sum(len(one.walk("VEVENT")) for one in whole)
    except Exception:  # it raises many kinds; that it did is what is counted
        account.by_library = -1
    try:
        people = list(people_of_vcards([content], name=path.name, source="vcard"))
        account.crash = f"{len(people)} people out of a calendar"
    except Refusal:
        pass
    return account
