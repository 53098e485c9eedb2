"""What can stand on a promise line, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Kind = Literal[
    "made",
    "due",
    "moved_from",
    "told_letter",
    "told_spoken",
    "kept",
    "missed",
    "withdrawn",
    "today",
    "waiting",
]

DUES: frozenset[Kind] = frozenset({"due", "moved_from"})
TELLINGS: frozenset[Kind] = frozenset({"told_letter", "told_spoken"})
ENDS: frozenset[Kind] = frozenset({"kept", "withdrawn"})

# Of two marks at one instant the one that comes first in the story stands first on the line.
_RANK: dict[Kind, int] = {
    "made": 0,
    "waiting": 1,
    "told_letter": 2,
    "told_spoken": 2,
    "kept": 3,
    "withdrawn": 3,
    "moved_from": 4,
    "due": 4,
    "missed": 5,
    "today": 6,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `at` is a day or an aware instant; an empty `label` gets a plain one.

    `moved_on`, of a `moved_from` only, is when the promise was moved away from that due. Of what
    is not `dated` nobody recorded when: it stands behind all else, and `at` is never said.
    """

    kind: Kind
    at: date | datetime
    label: str = ""
    moved_on: date | datetime | None = None
    dated: bool = True


def day_of(at: date | datetime, now: datetime) -> date:
    """The day of `at` as the reader's calendar has it: in the zone of `now`."""
    if isinstance(at, datetime):
        return at.astimezone(now.tzinfo).date()
    return at


def moment_of(mark: Mark, now: datetime) -> datetime:
    """Where a mark stands in time, naive, in the zone of `now`.

    A due day is kept until it ends, so its flag stands at the end of the day; what merely
    happened on a day stands at noon, except the making, which precedes all else of its day.
    """
    if isinstance(mark.at, datetime):
        return mark.at.astimezone(now.tzinfo).replace(tzinfo=None)
    if mark.kind in DUES or mark.kind == "missed":
        return datetime.combine(mark.at, time.max)
    return datetime.combine(mark.at, time.min if mark.kind == "made" else time(12))


def in_time(marks: list[Mark], now: datetime) -> list[tuple[datetime, Mark]]:
    """The marks with their moments, first to last; today is added while the promise is open."""
    open_still = not any(mark.kind in ENDS or mark.kind == "today" for mark in marks)
    shown = [*marks, Mark("today", now)] if open_still else marks
    placed = [(moment_of(mark, now), mark) for mark in shown if mark.dated]
    placed.sort(key=lambda pair: (pair[0], _RANK[pair[1].kind]))
    last = placed[-1][0] if placed else moment_of(Mark("today", now), now)
    return [*placed, *((last, mark) for mark in shown if not mark.dated)]
