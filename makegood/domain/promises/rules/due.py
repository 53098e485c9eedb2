"""When a promise falls due, and the instant after which it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TICK = timedelta(microseconds=1)
# In every zone of the world there is a date for what lies before it.
LAST_INSTANT = datetime(9999, 12, 30, tzinfo=UTC)
FURTHEST = timedelta(days=36_525)  # a hundred years


@dataclass(frozen=True)
class Due:
    """A day (first == last), a range of days, or an instant; said in a zone.

    What is vague stays a range: it is late only when its last day has ended.
    """

    zone: str
    first: date | None = None
    last: date | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        said = (self.first is not None, self.last is not None, self.at is not None)
        if said not in {(True, True, False), (False, False, True)}:
            raise ValueError("A due is days or an instant, one of them.")
        if self.last is not None and self.last >= date.max:
            raise ValueError("The last day of the last year has no end that can be named.")
        if self.first and self.last and self.last < self.first:
            raise ValueError("A range of days ends after it begins.")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("An instant knows its zone.")
        if self.at is not None and self.at.replace(tzinfo=UTC) > LAST_INSTANT:
            raise ValueError("The last instants of the last year have no date in every zone.")

    @property
    def late_after(self) -> datetime:
        """The last instant (UTC) at which the promise can still be kept in time."""
        if self.at is not None:
            return self.at.astimezone(UTC)
        assert self.last is not None
        return end_of_day(self.last, ZoneInfo(self.zone))

    @property
    def opening(self) -> datetime:
        """The first instant (UTC) of the due's first day; kept before it is early."""
        zone = ZoneInfo(self.zone)
        if self.at is not None:
            return start_of_day(self.at.astimezone(zone).date(), zone)
        assert self.first is not None
        return start_of_day(self.first, zone)


def due_of(zone: str, first: date | None, last: date | None, at: datetime | None) -> Due | None:
    """The due that a row's columns hold; None when they hold none."""
    if first is None and at is None:
        return None
    return Due(zone=zone, first=first, last=last, at=at)


def is_too_far(due: Due, at: datetime) -> bool:
    """Whether a due lies more than a hundred years after `at`: nobody promises that."""
    return due.late_after - at > FURTHEST


def has_passed(late_after: datetime | None, now: datetime) -> bool:
    """Whether a due with this last instant is behind us; what has none never is."""
    return late_after is not None and late_after < now


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of a local day, also where the clock skips midnight."""
    first, second = _midnights(day, zone)
    if first.astimezone(zone).date() >= day:
        return first
    return _jump(first, second, day, zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond (UTC) of a local day: 23, 24 or 25 hours after it began.

    Where the clock goes back over midnight a day ends twice: the second end counts.
    """
    following = day + timedelta(days=1)
    first, second = _midnights(following, zone)
    if (second - TICK).astimezone(zone).date() <= day:
        return second - TICK
    if first.astimezone(zone).date() >= following:
        return first - TICK
    return _jump(first, second, following, zone) - TICK


def _midnights(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Both readings (UTC) of a local midnight: the same one, save where the clock jumps."""
    wall = datetime.combine(day, time(), zone)
    early, late = sorted(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return early, late


def _jump(before: datetime, after: datetime, day: date, zone: ZoneInfo) -> datetime:
    """The whole second (UTC) between two at which a skipped midnight's day begins."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).date() >= day:
            after = middle
        else:
            before = middle
    return after
