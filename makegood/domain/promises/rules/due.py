"""When a promise falls due, and the instant after which it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TICK = timedelta(microseconds=1)


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
        days = self.first is not None and self.last is not None
        if days == (self.at is not None):
            raise ValueError("A due is days or an instant, one of them.")
        if self.first and self.last and self.last < self.first:
            raise ValueError("A range of days ends after it begins.")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("An instant knows its zone.")

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


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of a local day, also where the clock skips midnight."""
    midnight = datetime.combine(day, time(), zone)
    return midnight.astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond (UTC) of a local day: 23, 24 or 25 hours after it began."""
    return start_of_day(day + timedelta(days=1), zone) - TICK
