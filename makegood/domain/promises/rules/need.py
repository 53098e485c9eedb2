"""What a promise needs of us today. The order is the order of need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

# Closed for longer than this at a stretch, a business counts as one that never opens.
LONGEST_CLOSED = 42


class Need(IntEnum):
    """At risk is what something speaks against; asked, what is only near (both of one group)."""

    MISSED = 0
    LATE = 1
    AT_RISK = 2
    ASKED = 3
    TODAY = 4
    TO_TELL = 5
    THEIRS = 6
    SOON = 7


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
    # What we said of the due in force ("holds", "at_risk", nothing); whether it is time to ask.
    outlook: str = ""
    asks: bool = False
    # A letter about it did not reach them, and they know of it in no other way.
    letter_lost: bool = False


def need(
    facts: Facts, *, now: datetime, today_ends: datetime, office_time_left: timedelta | None
) -> Need:
    """What an open promise needs: which group of Today it belongs to, and why.

    `today_ends` is the last instant of the business's day; `office_time_left` the office time
    between now and the due, needed only where an effort was estimated. A lost letter is a risk:
    we think that they know, and they go by what we said before.
    """
    is_late = facts.late_after is not None and now > facts.late_after
    if not facts.ours:
        return Need.THEIRS if is_late or _today(facts, today_ends) else Need.SOON
    if is_late:
        knows = facts.told_through >= facts.due_number or not facts.to_customer
        return Need.LATE if knows else Need.MISSED
    held_up = facts.waits_on_late or too_little(facts.effort, office_time_left)
    if held_up or facts.letter_lost or facts.outlook == "at_risk":
        return Need.AT_RISK
    if _today(facts, today_ends):
        return Need.TODAY
    if facts.to_customer and facts.told_through < facts.due_number - 1:
        return Need.TO_TELL
    return Need.ASKED if facts.asks and facts.outlook != "holds" else Need.SOON


def _today(facts: Facts, today_ends: datetime) -> bool:
    return facts.late_after is not None and facts.late_after <= today_ends


def too_little(effort: timedelta | None, left: timedelta | None) -> bool:
    """Whether the office time left is too short; False where either is not known."""
    return effort is not None and left is not None and left < effort


def ask_from(last_day: date, working_days: int, is_working_day: Callable[[date], bool]) -> date:
    """The day from which we ask whether it will hold: so many working days before the last day.

    In a business that never opens, that many days.
    """
    day, left = last_day, working_days
    for _ in range(2 * working_days + LONGEST_CLOSED):
        if left == 0:
            break
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return day if left == 0 else last_day - timedelta(days=working_days)


def asked_until(today: date, working_days: int, is_working_day: Callable[[date], bool]) -> date:
    """The last day about which may be asked today: the other way round. A closure takes it far off.

    In a business that never opens, that many days from now.
    """
    day, left = today, working_days + 1
    for _ in range(2 * working_days + LONGEST_CLOSED):
        if left == 0:
            break
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day if left == 0 else today + timedelta(days=working_days)
