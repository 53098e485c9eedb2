"""From a row to a promise: everything that can be wrong is found here, before anything is written.

Nothing is filled in: a row that says two things, or too little, stays outside with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.domain.customers.rules import LONGEST_NAME, as_written
from makegood.domain.engagements.rules import LONGEST_WHY
from makegood.domain.exchange.rules import moments
from makegood.domain.exchange.rules.amounts import amount
from makegood.domain.exchange.rules.mapping import Ending, Mapping
from makegood.domain.exchange.rules.people import Labelled, noticed, once
from makegood.domain.exchange.rules.template import Template
from makegood.domain.exchange.rules.ways import labelled
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.words import clean
from makegood.kit.money import cents
from makegood.kit.refusal import Refusal

LONGEST_KEY = 200

Cells = dict[str, str]


@dataclass(frozen=True)
class Arrival:
    """A promise as a file tells it, with the line it stands on. Keys begin with the source.

    `noticed`: what of it came in as something else than the file says, in sentences.
    """

    line: int
    key: str
    text: str
    kind: str
    due: Due
    made_at: datetime
    ending: Ending
    ended_at: datetime | None
    customer_name: str
    customer_key: str
    organisation: str
    engagement: str
    emails: tuple[Labelled, ...] = ()
    phones: tuple[Labelled, ...] = ()
    noticed: tuple[str, ...] = ()
    value_cents: int | None = None
    own_date: date | None = None
    own_date_why: str = ""
    cells: Cells = field(default_factory=dict, compare=False)
    file: str = ""

    def shown(self) -> dict[str, str]:
        """What it says, for whoever looks through it: days as text."""
        return {
            "line": str(self.line),
            "who": self.customer_name,
            "what": self.text,
            "made": self.made_at.astimezone(ZoneInfo(self.due.zone)).date().isoformat(),
            "due": (self.due.last or self.due.late_after.date()).isoformat(),
            "ending": self.ending.value,
            "ended": self._day(self.ended_at),
        }

    def _day(self, at: datetime | None) -> str:
        return at.astimezone(ZoneInfo(self.due.zone)).date().isoformat() if at else ""

    @property
    def is_late(self) -> bool:
        """Whether it was kept, but after its due."""
        ended = self.ended_at
        return self.ending is Ending.KEPT and ended is not None and ended > self.due.late_after


def arrival(
    file: str, line: int, cells: Cells, says: Mapping, *, zone: ZoneInfo, now: datetime
) -> Arrival:
    """The promise that one row tells; a Refusal says what is wrong with it."""
    made = instant(cells, says.made, says, zone)
    if made is None:
        raise Refusal(_("It does not say when it was promised: %(c)s is empty.") % {"c": says.made})
    if made > now:
        raise Refusal(_("It was promised in the future: %(c)s.") % {"c": cells[says.made].strip()})
    due = _due(cells, says, zone)
    if due.late_after < made:
        raise Refusal(_("The day it was promised for lies before the day it was promised."))
    ending, ended_at = _ended(cells, says, zone, made=made, now=now)
    emails, phones = once(labelled(says.emails, cells)), once(labelled(says.phones, cells))
    return Arrival(
        line=line,
        key=key_of(says.key, cells, says.source),
        text=clean(_words(says.text, cells)),
        kind=says.kind,
        due=due,
        made_at=made,
        ending=ending,
        ended_at=ended_at,
        customer_name=_name(_words(says.customer_name, cells)),
        customer_key=_customer_key(cells, says),
        organisation=_name(says.organisation.fill(cells)),
        engagement=_name(_words(says.engagement, cells)) if says.engagement.words else "",
        emails=emails,
        phones=phones,
        noticed=noticed(emails, phones),
        value_cents=_value(cells, says),
        own_date=_own_date(cells, says, zone),
        own_date_why=says.own_date_why.fill(cells)[:LONGEST_WHY],
        cells=cells,
        file=file,
    )


def _value(cells: Cells, says: Mapping) -> int | None:
    text = cells[says.value].strip() if says.value else ""
    return cents(amount(text, says.decimal)) if text else None


def _own_date(cells: Cells, says: Mapping, zone: ZoneInfo) -> date | None:
    text = cells[says.own_date].strip() if says.own_date else ""
    return moments.as_day(moments.said(text, says.formats, zone)) if text else None


def instant(cells: Cells, column: str, says: Mapping, zone: ZoneInfo) -> datetime | None:
    """What a column says, in UTC; None where it is empty, or no column is named."""
    text = cells[column].strip() if column else ""
    return moments.as_instant(moments.said(text, says.formats, zone), zone) if text else None


def _due(cells: Cells, says: Mapping, zone: ZoneInfo) -> Due:
    text = cells[says.due].strip()
    if not text:
        raise Refusal(_("It does not say for when: %(c)s is empty.") % {"c": says.due})
    found = moments.said(text, says.formats, zone)
    if says.due_is_day:
        day = moments.as_day(found)
        return Due(zone=zone.key, first=day, last=day)
    if not isinstance(found, datetime):
        raise Refusal(_("%(text)s says a day and no time.") % {"text": text})
    return Due(zone=zone.key, at=moments.as_instant(found, zone))


def _ended(
    cells: Cells, says: Mapping, zone: ZoneInfo, *, made: datetime, now: datetime
) -> tuple[Ending, datetime | None]:
    """What became of it, and when. The status decides; a date that says otherwise is refused."""
    kept = _end(cells, says.kept, says, zone, made=made, now=now)
    withdrawn = _end(cells, says.withdrawn, says, zone, made=made, now=now)
    if kept and withdrawn:
        raise Refusal(_("It was both kept and withdrawn: which one?"))
    ending = _status(cells, says)
    if ending is None:
        ending = Ending.KEPT if kept else Ending.WITHDRAWN if withdrawn else Ending.OPEN
    if ending is Ending.KEPT and not kept:
        raise Refusal(_("It was kept, but %(c)s does not say when.") % {"c": says.kept})
    if (kept and ending is not Ending.KEPT) or (withdrawn and ending is not Ending.WITHDRAWN):
        raise Refusal(
            _("Its status means %(ending)s, its dates say otherwise.") % {"ending": ending}
        )
    return ending, kept or withdrawn


def _end(
    cells: Cells, column: str, says: Mapping, zone: ZoneInfo, *, made: datetime, now: datetime
) -> datetime | None:
    """An end: after the promise and not ahead. A bare day may begin before the promise does."""
    text = cells[column].strip() if column else ""
    if not text:
        return None
    found = moments.said(text, says.formats, zone)
    at = moments.as_instant(found, zone)
    if not isinstance(found, datetime) and found == made.astimezone(zone).date():
        at = max(at, made)
    if at < made:
        raise Refusal(_("%(text)s lies before it was promised.") % {"text": text})
    if at > now:
        raise Refusal(_("%(text)s is still ahead.") % {"text": text})
    return at


def _status(cells: Cells, says: Mapping) -> Ending | None:
    if not says.status:
        return None
    word = cells[says.status].strip()
    if word not in says.endings:
        raise Refusal(
            _("The mapping does not say what the status “%(word)s” means.") % {"word": word[:40]}
        )
    return says.endings[word]


def _customer_key(cells: Cells, says: Mapping) -> str:
    return key_of(says.customer_key, cells, says.source) if says.customer_key.words else ""


def key_of(template: Template, cells: Cells, source: str) -> str:
    """A key, behind the source it belongs to. Refused: an empty cell in it; more than 200 signs."""
    missing = template.empty_in(cells)
    if missing:
        raise Refusal(_("It has no key: %(c)s is empty.") % {"c": ", ".join(missing)})
    key = f"{source}:{template.fill(cells)}"
    if len(key) > LONGEST_KEY:
        raise Refusal(_("Its key is longer than 200 signs."))
    return key


def _words(template: Template, cells: Cells) -> str:
    """The words; Refusal when every cell they speak of is empty."""
    missing = template.empty_in(cells)
    if missing and len(missing) == len(template.columns):
        raise Refusal(_("It lacks words: %(c)s is empty.") % {"c": ", ".join(missing)})
    return template.fill(cells)


def _name(text: str) -> str:
    text = as_written(text)
    if len(text) > LONGEST_NAME:
        raise Refusal(_("A name is longer than 200 signs: %(n)s.") % {"n": len(text)})
    return text
