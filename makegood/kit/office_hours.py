"""When the office is open, and office time added and measured over clock changes.

A moment is an aware datetime in any zone; answers are in UTC, where adding and subtracting mean
what they say. Office time is time that really passes: an office open 01:00 to 04:00 works two
hours on the night the clocks go forward and four on the night they go back.

An edge of a period falls on the first instant the local clock shows it, or on the jump itself
when the clock never shows it. So periods never overlap, whatever the zone does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

CENTURY = timedelta(days=36_525)  # how far any question may reach: a bound, not a forecast
MIDNIGHT = 24 * 60
ONE_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
LAST_DAY = date(9999, 12, 30)  # its midnight is the last that Python can name


class NeverOpen(Exception):
    """The office does not open, or does not open for long enough, within a century."""


@dataclass(frozen=True, order=True)
class Period:
    """From `opens` until just before `closes`, in minutes after local midnight, 0 to 1440."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MIDNIGHT:
            message = _("%(period)s: open before you close, both on the same day.")
            raise ValueError(message % {"period": self})

    def __str__(self) -> str:
        return f"{_clock(self.opens)}–{_clock(self.closes)}"


@dataclass(frozen=True)
class OfficeHours:
    """A week of periods in one zone, Monday first, less the days in `closed`."""

    zone: ZoneInfo
    week: tuple[tuple[Period, ...], ...]
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.week) != len(WEEKDAYS):
            raise ValueError(_("Office hours need seven days, Monday to Sunday."))
        for weekday, periods in enumerate(self.week):
            for earlier, later in pairwise(periods):
                _refuse_overlap(weekday, earlier, later)

    def is_open(self, moment: datetime) -> bool:
        """Whether the office is open at `moment`; at the moment of closing it no longer is."""
        moment = _utc(moment)
        return any(self._stretches(moment, moment + datetime.resolution))

    def is_working_day(self, day: date) -> bool:
        """Whether the office opens at all on the local day `day`."""
        return any(self._stretches_on(day))

    def next_opening(self, moment: datetime) -> datetime | None:
        """`moment` itself when open, else when it opens next; None if not within a century."""
        moment = _utc(moment)
        return next((opens for opens, _ in self._stretches(moment, _century_after(moment))), None)

    def next_closing(self, moment: datetime) -> datetime | None:
        """When the office, open at `moment`, closes next.

        Periods that meet, as over midnight, are one. None when it is closed, and when it stays
        open for a whole week.
        """
        moment, closing = _utc(moment), None
        for opens, closes in self._stretches(moment, moment + A_WEEK):
            if opens > (closing or moment):
                break
            closing = closes
        return None if closing is None or closing >= moment + A_WEEK else closing

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The earliest moment with `working` office time since `start`.

        Adding nothing gives the next open moment; time that ends at closing ends at closing, not
        at the next opening. Raises NeverOpen, and ValueError if `working` is negative.
        """
        if working < timedelta():
            raise ValueError("Office time is added forwards: it cannot be negative.")
        start = _utc(start)
        for opens, closes in self._stretches(start, _century_after(start)):
            if working <= closes - opens:
                return opens + working
            working -= closes - opens
        raise NeverOpen

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Office time from `start` to `end`; negative when `end` comes first.

        Raises ValueError if they are more than a century apart.
        """
        start, end = _utc(start), _utc(end)
        if end < start:
            return -self.between(end, start)
        _refuse_over_a_century(end - start)
        stretches = self._stretches(start, end)
        return sum((min(closes, end) - opens for opens, closes in stretches), timedelta())

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`th working day after `day`, which does not count itself; before it if n < 0.

        For n = 0 `day` itself, or the next working day. Raises NeverOpen.
        """
        step = -1 if n < 0 else 1
        ordinal, missing = (day.toordinal(), abs(n)) if n else (day.toordinal() - 1, 1)
        for distance in range(1, CENTURY.days):
            candidate = ordinal + step * distance
            if not 1 < candidate <= LAST_DAY.toordinal():
                break
            missing -= self.is_working_day(date.fromordinal(candidate))
            if not missing:
                return date.fromordinal(candidate)
        raise NeverOpen

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative when `last` is earlier.

        Raises ValueError if they are more than a century apart.
        """
        if last < first:
            return -self.working_days_between(last, first)
        _refuse_over_a_century(last - first)
        return sum(map(self.is_working_day, _days(first + ONE_DAY, last)))

    def _stretches(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open stretches touching start to end (UTC), in order; the first begins at `start`."""
        # Where clocks go back over midnight, a day can begin while the clock still shows, for
        # the second time, the evening before: hence one day more.
        last = min(end.astimezone(self.zone).date(), LAST_DAY - ONE_DAY) + ONE_DAY
        for day in _days(start.astimezone(self.zone).date(), last):
            for opens, closes in self._stretches_on(day):
                if closes > start and opens < end:
                    yield max(opens, start), closes

    def _stretches_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if day in self.closed:
            return
        for period in self.week[day.weekday()]:
            opens = _instant(self.zone, day, period.opens)
            closes = _instant(self.zone, day, period.closes)
            if opens < closes:
                yield opens, closes


@lru_cache(maxsize=8192)
def _instant(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    """The first instant (UTC) when the clock of `zone` shows `minutes` of `day`, or skips it."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    early = wall.replace(tzinfo=zone).astimezone(UTC)
    late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    # In a gap PEP 495 puts fold=1 before the jump and fold=0 after it: search between them.
    while early - late > timedelta(seconds=1):
        middle = late + timedelta(seconds=(early - late) // timedelta(seconds=2))
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            late = middle
        else:
            early = middle
    return early


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("Office hours need a moment with its time zone.")
    return moment.astimezone(UTC)


def _century_after(moment: datetime) -> datetime:
    return min(moment, datetime.combine(LAST_DAY, time(), UTC) - CENTURY) + CENTURY


def _days(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _refuse_overlap(weekday: int, earlier: Period, later: Period) -> None:
    names = {"day": WEEKDAYS[weekday], "first": min(earlier, later), "second": max(earlier, later)}
    if later < earlier:
        raise ValueError(_("%(day)s: put %(first)s before %(second)s.") % names)
    if later.opens < earlier.closes:
        raise ValueError(_("%(day)s: %(first)s and %(second)s overlap.") % names)


def _refuse_over_a_century(distance: timedelta) -> None:
    if distance > CENTURY:
        raise ValueError("Office time is measured over a century at most.")
