"""An oracle of local days that shares no code with the rules: it only reads the clock on the wall.

It steps through the seconds of UTC around a midnight and looks at the local date of each.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

SECOND = timedelta(seconds=1)
STEP = timedelta(minutes=15)
FIRST_YEAR, LAST_YEAR = 2024, 2035
NOT_PLACES = ("posix/", "right/", "localtime", "Factory", "posixrules")


def zones() -> list[str]:
    """Every real IANA zone."""
    return sorted(name for name in available_timezones() if not name.startswith(NOT_PLACES))


@lru_cache(maxsize=1024)
def transitions(name: str) -> list[datetime]:
    """The instants (UTC) at which a zone's clock jumps, 2024 to 2035."""
    zone = ZoneInfo(name)
    found, day = [], datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    end = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    while day < end:
        following = day + timedelta(days=1)
        if offset(day, zone) != offset(following, zone):
            found.append(_narrow(day, following, zone))
        day = following
    return found


def _narrow(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    was = offset(before, zone)
    while after - before > SECOND:
        middle = before + SECOND * int((after - before).total_seconds() // 2)
        before, after = (middle, after) if offset(middle, zone) == was else (before, middle)
    return after


def offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def last_second_of(day: date, zone: ZoneInfo) -> datetime:
    """The last second (UTC) at which the local calendar shows this day or one before it.

    Walks back in quarter hours from a moment at which the whole world has a later day, then
    forward second by second.
    """
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=2, hours=12)
    while moment.astimezone(zone).date() > day:
        moment -= STEP
    while (moment + SECOND).astimezone(zone).date() <= day:
        moment += SECOND
    return moment
