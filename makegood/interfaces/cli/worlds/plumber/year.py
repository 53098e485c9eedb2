"""The year as it went: what was promised when, and what became of it. Pure, and drawn by lot.

The same day draws the same year. Days are counted from today; what is behind us is negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from makegood.domain.promises.models import Move
from makegood.interfaces.cli.worlds.plumber import trade
from makegood.interfaces.cli.worlds.plumber.people import Person
from makegood.interfaces.cli.worlds.plumber.trade import Kind, Trade

A_YEAR = 365
COLD = {11: 1.0, 12: 1.0, 1: 1.0, 2: 0.8, 3: 0.4, 10: 0.5}  # How cold, by month: 0 to 1.
PACE = 1.05  # Promises a working day when it is warm.
RUSH = 0.75  # So much more when it is cold.
ILL = range(-172, -138)  # Sam is at home with his wrist.
# What falls due today or soon is told by hand, and nothing near it goes wrong by lot.
BY_HAND = range(4)
ALL_WELL = -18


@dataclass(frozen=True, order=True)
class Hour:
    """When on the clock: so many days from today, and the minute of that day."""

    day: int
    minute: int


@dataclass(frozen=True)
class Moved:
    """A date given up: when, for which day, why; whether they were told in the same breath."""

    at: Hour
    to: int
    reason: Move.Reason
    words: str
    told: bool
    by_letter: bool


@dataclass(frozen=True)
class Praise:
    """What they said of it afterwards, of five."""

    at: Hour
    score: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """One promise of the year and its end."""

    who: Person
    trade: Trade
    made: Hour
    due: int
    sams: bool
    pounds: int | None = None
    moved: Moved | None = None
    kept: Hour | None = None
    told_late: Hour | None = None
    withdrawn: Hour | None = None
    praise: Praise | None = None


@dataclass(frozen=True)
class Luck:
    """How it goes at a time of the year: the share that is moved, late, called off; who is told."""

    moved: float
    late: float
    called_off: float
    told: float


USUAL = Luck(moved=0.11, late=0.06, called_off=0.04, told=0.75)
BAD = Luck(moved=0.3, late=0.3, called_off=0.04, told=0.35)
BETTER = Luck(moved=0.06, late=0.015, called_off=0.02, told=1.0)


def luck_of(due: int) -> Luck:
    """Usual, then the month when somebody was ill; after it they had learnt."""
    if due in ILL:
        return BAD
    return USUAL if due < ILL.start else BETTER


class Year:
    """Draws the jobs of so many days, one after the other."""

    def __init__(self, today: date, people: Sequence[Person], *, days: int = A_YEAR) -> None:
        self._today, self._days = today, days
        self._lot = Random(f"a plumber's year up to {today}")
        self._people = people
        self._weights = [person.weight for person in people]
        self._words = {5: list(trade.PRAISE), 3: list(trade.MIDDLING), 2: list(trade.GRUMBLES)}

    def jobs(self) -> Iterator[Job]:
        for day in range(-self._days, 0):
            date_ = self._date(day)
            if date_.weekday() > 4:
                continue
            pace = PACE + RUSH * COLD.get(date_.month, 0.0) * 1.6
            for _ in range(int(pace) + (self._lot.random() < pace % 1)):
                job = self._job(day, COLD.get(date_.month, 0.0))
                if job is not None:
                    yield job

    def _job(self, day: int, cold: float) -> Job | None:
        lot = self._lot
        weights = [one.share * (1 + (one.winter - 1) * cold) for one in trade.TRADES]
        what = lot.choices(trade.TRADES, weights)[0]
        who = lot.choices(self._people, self._weights)[0]
        made = Hour(day, lot.randrange(8 * 60, 16 * 60))
        due = self._working(max(day + lot.randint(*what.days), day + 1))
        if due in BY_HAND:
            return None
        pounds = lot.randrange(*what.value, 5) if what.value else None
        job = Job(who=who, trade=what, made=made, due=due, sams=lot.random() < 0.55, pounds=pounds)
        return self._ended(job)

    def _ended(self, job: Job) -> Job:
        lot, luck = self._lot, luck_of(job.due)
        drawn = lot.random()
        if job.due > ALL_WELL:
            drawn = 1.0
        if drawn < luck.moved and job.due - job.made.day > 2:
            return self._with_praise(self._moved(job, luck))
        if drawn < luck.moved + luck.late:
            late = self._working(job.due + lot.randint(1, 6))
            told = Hour(self._working(job.due + 1), lot.randrange(9 * 60, 10 * 60))
            kept = Hour(late, lot.randrange(11 * 60, 17 * 60))
            said = told if lot.random() < luck.told else None
            return self._with_praise(replace(job, kept=kept, told_late=said))
        if drawn < luck.moved + luck.late + luck.called_off:
            return replace(job, withdrawn=self._up_to(job, lot.randint(job.made.day + 1, job.due)))
        return self._with_praise(replace(job, kept=self._in_time(job)))

    def _moved(self, job: Job, luck: Luck) -> Job:
        """Given up a day or three before it comes, for a later day, which then holds."""
        lot = self._lot
        at = self._up_to(job, job.due - lot.randint(1, 3))
        to = self._working(job.due + lot.randint(2, 8))
        reason, words = lot.choice(trade.ILL if luck is BAD else trade.MOVED)
        told = lot.random() < luck.told
        by_letter = told and bool(job.who.email) and lot.random() < 0.45
        moved = Moved(at, to, reason, words, told, by_letter)
        kept = self._up_to(job, to - (lot.random() < 0.2))
        return replace(job, moved=moved, kept=kept)

    def _in_time(self, job: Job) -> Hour:
        """On its day, or one or two before it where nobody waits at the door."""
        early = 0
        if job.trade.kind != Kind.APPOINTMENT and self._lot.random() < 0.35:
            early = self._lot.randint(1, 2)
        return self._up_to(job, job.due - early)

    def _with_praise(self, job: Job) -> Job:
        """Some say of five how it was, some days after; who was left waiting says so."""
        lot, kept = self._lot, job.kept
        assert kept is not None
        if job.pounds is None or lot.random() > 0.62 or kept.day > -5:
            return job
        days_late = kept.day - job.due
        silent = days_late > 0 and not (job.told_late or (job.moved and job.moved.told))
        score = 5 if days_late <= 0 else 2 if silent else 3 if days_late > 4 else 4
        if score == 5 and lot.random() < 0.2:
            score = 4
        left = self._words.get(score, [])
        words = left.pop(lot.randrange(len(left))) if left and lot.random() < 0.7 else ""
        at = Hour(min(kept.day + lot.randint(1, 9), -1), lot.randrange(8 * 60, 21 * 60))
        return replace(job, praise=Praise(at, score, words))

    def _up_to(self, job: Job, day: int) -> Hour:
        """An hour of this day, or of the Friday before it; never before it was promised."""
        weekday = self._date(day).weekday()
        hour = Hour(day - max(weekday - 4, 0), self._lot.randrange(9 * 60, 17 * 60))
        return max(hour, Hour(job.made.day, job.made.minute + 75))

    def _date(self, day: int) -> date:
        return self._today + timedelta(days=day)

    def _working(self, day: int) -> int:
        """This day, or the Monday after it."""
        weekday = self._date(day).weekday()
        return day + (7 - weekday if weekday > 4 else 0)
