"""The other computation: open minutes counted one at a time, offsets by law."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MINUTE = timedelta(minutes=1)
WEEK = 7 * 24 * 60
FIRST, LAST = datetime(2019, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)

Offset = Callable[[datetime], int]  # a moment to the minutes its local clock is ahead of UTC


@dataclass(frozen=True)
class Schedule:
    """Open stretches in minutes of a week that begins on Sunday, as the seeds have them."""

    name: str
    zone: str
    stretches: tuple[tuple[int, int], ...]
    closed: frozenset[date] = frozenset()


def sunday(year: int, month: int, which: int) -> datetime:
    """The first (1), second (2) or last (-1) Sunday of a month of 31 days, or of November."""
    length = 30 if month == 11 else 31
    days = [datetime(year, month, day, tzinfo=UTC) for day in range(1, length + 1)]
    sundays = [day for day in days if day.weekday() == 6]
    return sundays[which - 1] if which > 0 else sundays[which]


def american(standard: int) -> Offset:
    """Second Sunday of March, 02:00 standard, to first of November, 02:00 daylight time."""
    return law(
        standard,
        lambda year: sunday(year, 3, 2) + (120 - standard) * MINUTE,
        lambda year: sunday(year, 11, 1) + (60 - standard) * MINUTE,
    )


def european(standard: int) -> Offset:
    """Last Sunday of March to last Sunday of October, at 01:00 UTC."""
    return law(
        standard,
        lambda year: sunday(year, 3, -1) + 60 * MINUTE,
        lambda year: sunday(year, 10, -1) + 60 * MINUTE,
    )


def law(
    standard: int, begins: Callable[[int], datetime], ends: Callable[[int], datetime]
) -> Offset:
    years = range(FIRST.year, LAST.year + 1)
    summers = {year: (begins(year), ends(year)) for year in years}

    def offset(moment: datetime) -> int:
        summer = summers[moment.year]
        return standard + 60 if summer[0] <= moment < summer[1] else standard

    return offset


class MinuteByMinute:
    """Open minutes counted one at a time.

    `held`: a clock that is put back stands still until it has caught up, as a door does that
    opens at the first 01:45 and closes at the next 02:45; else the door follows the dial.
    """

    def __init__(self, schedule: Schedule, offset: Offset, *, held: bool) -> None:
        table = bytearray(WEEK)
        for opens, closes in schedule.stretches:
            for minute in range(opens, closes):
                table[minute] = 1
        epoch = datetime(2018, 12, 30, tzinfo=UTC)  # a Sunday
        closed = {(day - epoch.date()).days for day in schedule.closed}
        start = (FIRST - epoch) // MINUTE
        self.open = bytearray()
        self.before = [0]
        latest = 0
        for minute in range(start, start + (LAST - FIRST) // MINUTE):
            if minute % 60 == 0:
                ahead = offset(epoch + minute * MINUTE)
            shown = minute + ahead
            latest = max(latest, shown)
            if held:
                shown = latest
            is_open = 0 if shown // 1440 in closed else table[shown % WEEK]
            self.open.append(is_open)
            self.before.append(self.before[-1] + is_open)

    def until(self, moment: datetime) -> timedelta:
        minute, rest = divmod(moment - FIRST, MINUTE)
        return self.before[minute] * MINUTE + self.open[minute] * rest

    def between(self, start: datetime, end: datetime) -> timedelta:
        return self.until(end) - self.until(start)
