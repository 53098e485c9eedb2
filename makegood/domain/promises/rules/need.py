"""What a promise needs of us today. The order is the order of need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum


class Need(IntEnum):
    MISSED = 0
    LATE = 1
    AT_RISK = 2
    TODAY = 3
    TO_TELL = 4
    THEIRS = 5
    SOON = 6


@dataclass(frozen=True)
class Facts:
    """What decides a promise's need. `late_after` is None while the due is unknown."""

    ours: bool
    to_customer: bool
    late_after: datetime | None
    due_number: int
    told_through: int
    waits_on_late: bool
    effort: timedelta | None


def need(
    facts: Facts, *, now: datetime, today_ends: datetime, office_time_left: timedelta | None
) -> Need:
    """Which group of Today an open promise belongs to.

    `today_ends` is the last instant of the business's day; `office_time_left` the office time
    between now and the due, needed only where an effort was estimated.
    """
    is_late = facts.late_after is not None and now > facts.late_after
    if not facts.ours:
        return Need.THEIRS if is_late or _today(facts, today_ends) else Need.SOON
    if is_late:
        knows = facts.told_through >= facts.due_number or not facts.to_customer
        return Need.LATE if knows else Need.MISSED
    if facts.waits_on_late or too_little(facts.effort, office_time_left):
        return Need.AT_RISK
    if _today(facts, today_ends):
        return Need.TODAY
    untold = facts.to_customer and facts.told_through < facts.due_number - 1
    return Need.TO_TELL if untold else Need.SOON


def _today(facts: Facts, today_ends: datetime) -> bool:
    return facts.late_after is not None and facts.late_after <= today_ends


def too_little(effort: timedelta | None, left: timedelta | None) -> bool:
    """Whether the office time left is too short; False where either is not known."""
    return effort is not None and left is not None and left < effort
