"""How a promise stands: whether it was kept, and whether the customer was told. Two facts.

They never merge into one status: a promise kept late and told before is another thing than one
kept late in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from makegood.domain.promises.rules.due import Due


class Kept(StrEnum):
    """Against the due in force when it was kept."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"


class Told(StrEnum):
    """For a due that passed unkept: when the customer heard of it."""

    BEFORE = "before"
    AFTER = "after"
    NOT_TOLD = "not_told"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Heard:
    """A telling: at what instant the customer heard, and through which due it reaches.

    Dues are numbered from 0 (the first); who was told of the move from due 1 to due 2 knows that
    due 1, and any before it, no longer stands.
    """

    at: datetime
    through: int


def kept(due: Due | None, kept_at: datetime | None, withdrawn_at: datetime | None) -> Kept:
    """The first fact. `due` is the one in force; None while it is unknown."""
    if kept_at is None:
        return Kept.NOT_YET if withdrawn_at is None else Kept.WITHDRAWN
    if due is None:
        return Kept.LATE
    if kept_at > due.late_after:
        return Kept.LATE
    return Kept.EARLY if kept_at < due.opening else Kept.ON_TIME


def passed_unkept(late_after: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a due came and went without the promise being kept or withdrawn."""
    return (ended_at or now) > late_after


def told(
    number: int,
    late_after: datetime,
    tellings: Sequence[Heard],
    *,
    recorded: bool,
) -> Told:
    """The second fact, for due `number`. `recorded` is False for imports that do not know."""
    heard = [telling.at for telling in tellings if telling.through >= number]
    if not heard:
        return Told.NOT_TOLD if recorded else Told.NOT_RECORDED
    return Told.BEFORE if min(heard) <= late_after else Told.AFTER


def reaches(*, due_number: int, told_through: int, passed: bool) -> int:
    """Through which due a telling reaches: the one given up last, or the one that has passed.

    Somebody who hears of a move knows that the due before it is gone. Once the due in force has
    passed too, was never moved, or its move is known, it is that one they are told about.
    """
    knows_of_move = told_through >= due_number - 1
    if passed or due_number == 0 or knows_of_move:
        return due_number
    return due_number - 1
