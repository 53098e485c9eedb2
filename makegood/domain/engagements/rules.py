"""What a piece of work may be called and be worth, and how often its customer hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypedDict, get_args

from makegood.kit.office_hours import NeverOpen, OfficeHours

ONE_DAY = timedelta(days=1)
A_WEEK = 7
LONGEST_PACE = 20
LONGEST_NAME = 200
LONGEST_WHY = 200
FARTHEST_YEARS = 100
A_YEAR = timedelta(days=365.25)

Part = Literal["name", "value_cents", "own_date", "own_date_why"]
PARTS: tuple[Part, ...] = get_args(Part)


class Described(TypedDict, total=False):
    """What is said anew of a piece of work; what is left out stays. `value_cents`: hundredths."""

    name: str
    value_cents: int | None
    own_date: date | None
    own_date_why: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work as a file tells of it. `value_cents`: hundredths of our currency."""

    key: str
    name: str
    began_at: datetime
    value_cents: int | None = None
    own_date: date | None = None
    own_date_why: str = ""


@dataclass(frozen=True)
class Rhythm:
    """Every week on `weekday` (0 is Monday), or every so many working days: one of the two."""

    weekday: int | None = None
    working_days: int | None = None

    def __post_init__(self) -> None:
        if (self.weekday is None) == (self.working_days is None):
            raise ValueError("A rhythm is a weekday or a number of working days, one of them.")


def is_too_far(day: date, today: date) -> bool:
    """Whether a day lies so far off, either way, that it is a slip and no plan."""
    return abs(day - today) > FARTHEST_YEARS * A_YEAR


def next_day(rhythm: Rhythm, *, heard: date, owed: date | None, hours: OfficeHours) -> date:
    """The day by whose end they hear again, after they heard on `heard` what was owed by `owed`.

    Every Friday: the Friday after both, so that an update given on Wednesday is this week's. Where
    we are closed that day, the working day before it, if there is one left. Every three working
    days: counted from the day they heard. A business that never opens counts every day.
    """
    if rhythm.weekday is None:
        assert rhythm.working_days is not None
        return _in_working_days(heard, rhythm.working_days, hours)
    after = max(heard, owed or heard)
    ahead = (rhythm.weekday - after.weekday() - 1) % A_WEEK + 1
    named = after + timedelta(days=ahead)
    open_days = (named - n * ONE_DAY for n in range(ahead))
    return next((day for day in open_days if hours.is_working_day(day)), named)


def is_its_turn(rhythm: Rhythm, *, heard: date, owed: date) -> bool:
    """Whether an update heard on `heard` is the one owed by `owed`, not one more before its week.

    Every Friday: one given in the seven days up to it. Otherwise a second one in the same week
    would be next week's, and they would hear nothing then. Working days count from the day they
    heard: there each is the one that was owed.
    """
    return rhythm.weekday is None or heard > owed - A_WEEK * ONE_DAY


def _in_working_days(heard: date, n: int, hours: OfficeHours) -> date:
    try:
        return hours.add_working_days(heard, n)
    except NeverOpen:
        return heard + n * ONE_DAY
