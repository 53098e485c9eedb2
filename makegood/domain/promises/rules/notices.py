"""What an honest notice says: drawn up from what is known, and nothing made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.promises.rules.due import Due


@dataclass(frozen=True)
class Depends:
    """What of the customer's own hangs on it: “your opening”, and its day."""

    what: str
    on: date


def last_day(due: Due, now: datetime) -> date:
    """The day by whose end it will be done, in the zone of `now`."""
    if due.at is not None:
        return due.at.astimezone(now.tzinfo).date()
    assert due.last is not None
    return due.last


def days_left(due: Due, depends: Depends, now: datetime) -> int:
    """Whole days between the day it will be done and theirs; negative when it comes too late."""
    return (depends.on - last_day(due, now)).days


def meaning(due: Due, depends: Depends, said_day: str, *, now: datetime) -> str:
    """What the new date means for the customer's own.

    `said_day` is their day in words. “Your opening” and “the fair opens” both read well before it.
    It never says “safe”: that is for the sender to judge.
    """
    left = days_left(due, depends, now)
    begins = depends.what[:1].upper() + depends.what[1:]  # Typed in a hurry, it begins a sentence.
    said = {"what": begins, "day": said_day, "n": abs(left)}
    if left > 0:
        return (
            ngettext(
                "%(what)s on %(day)s: this leaves %(n)s day.",
                "%(what)s on %(day)s: this leaves %(n)s days.",
                left,
            )
            % said
        )
    if left == 0:
        return _("%(what)s on %(day)s: that is the same day.") % said
    return _("%(what)s on %(day)s: that is too late for it, and we know it.") % said


def number_known(due_number: int, told_through: int) -> int:
    """Which due the customer goes by: the one after the last they know to be given up.

    Where they know that even the one in force will not hold, that one: it was the last they heard.
    """
    return min(told_through + 1, due_number)


def passed_in_silence(
    late_after: datetime | None, number: int, told_through: int, *, now: datetime
) -> bool:
    """Whether the due they go by (its number) has passed, and they do not know that it did not."""
    return late_after is not None and late_after < now and told_through < number
