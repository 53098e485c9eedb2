"""How a promise stands: whether it was kept, and whether the customer was told. Two facts.

They never merge into one status: a promise kept late and told before is another thing than one
kept late in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

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


def kept(
    late_after: datetime | None,
    kept_at: datetime | None,
    withdrawn_at: datetime | None,
    *,
    early: bool,
) -> Kept:
    """The first fact. `late_after` (UTC) belongs to the due in force; None while it is unknown.

    It was frozen when the due was set, as `early` was when the promise was kept (`is_early`):
    whatever becomes of a zone's rules, or of the zone, what was kept stays kept as it was.
    """
    if kept_at is None:
        return Kept.NOT_YET if withdrawn_at is None else Kept.WITHDRAWN
    if late_after is None or kept_at > late_after:
        return Kept.LATE
    return Kept.EARLY if early else Kept.ON_TIME


def is_early(due: Due | None, kept_at: datetime) -> bool:
    """Whether it was kept before the first day of its due began."""
    return due is not None and kept_at < due.opening


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


def days_before(
    number: int, late_after: datetime, tellings: Sequence[Heard], *, zone: ZoneInfo
) -> int:
    """How many days before due `number` they heard of it, as the calendar of `zone` counts them.

    0 on the day itself, and where they did not hear in time.
    """
    heard = [telling.at for telling in tellings if telling.through >= number]
    if not heard or min(heard) > late_after:
        return 0
    return (late_after.astimezone(zone).date() - min(heard).astimezone(zone).date()).days


def reaches(*, in_force: int, told_through: int, passed_then: bool, passed_now: bool) -> int:
    """Through which due a telling reaches: the one in force, or the one given up for it.

    `in_force` and `passed_then` are as of the telling, `told_through` and `passed_now` as of its
    entry. A due that was never moved, or that has passed, is the one they were told about. Of a
    moved one that was still ahead they heard the move; but who enters afterwards, of a due that
    passed and whose move was known, that they were told before, means this due. In doubt the
    telling reaches less far: a due is never called told that was not.
    """
    knew_of_move = told_through >= in_force - 1
    if in_force == 0 or passed_then or (passed_now and knew_of_move):
        return in_force
    return in_force - 1
