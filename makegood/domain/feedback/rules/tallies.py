"""How answers are counted together, month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# Who has not answered to the end by then will hardly do so: it is counted as it is.
SETTLES_AFTER = timedelta(days=7)


class Did(StrEnum):
    """What somebody did who was asked. The last two: of those whom a letter asked in the month."""

    BEGAN = "began"
    FINISHED = "finished"
    BEGAN_BY_LETTER = "began_by_letter"
    FINISHED_BY_LETTER = "finished_by_letter"


@dataclass(frozen=True)
class Counted:
    """One person's response as it is counted. `asked_at`: when a letter asked them, if one did."""

    started_at: datetime
    finished: bool
    asked_at: datetime | None
    answers: tuple[tuple[str, str, int | None], ...]


@dataclass(frozen=True, order=True)
class Line:
    """What is counted together: a month, a question, and one answer to it."""

    month: date
    question: str
    option: str
    number: int | None


def lines(one: Counted, zone: ZoneInfo) -> Counter[Line]:
    """What one response adds to the tallies."""
    month = _month(one.started_at, zone)
    found = Counter(Line(month, *answer) for answer in one.answers)
    found[Line(month, "", Did.BEGAN, None)] += 1
    found[Line(month, "", Did.FINISHED, None)] += int(one.finished)
    if one.asked_at is not None:
        asked = _month(one.asked_at, zone)
        found[Line(asked, "", Did.BEGAN_BY_LETTER, None)] += 1
        found[Line(asked, "", Did.FINISHED_BY_LETTER, None)] += int(one.finished)
    return +found


def together(all_of_them: Iterable[Counter[Line]]) -> Counter[Line]:
    found = Counter[Line]()
    for one in all_of_them:
        found.update(one)
    return found


def _month(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date().replace(day=1)
