"""Clock times: from the hour as it was said to an instant in the zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# What an hour without am or pm means at work: 1 to 6 is the afternoon, 7 to 12 the morning and
# noon. A part of the day that is named decides instead.
AFTERNOON_HOURS = range(1, 7)
PM_PARTS = ("afternoon", "evening", "night")


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The local time as an aware instant. A time that a clock change skips moves forward by the
    gap; one that comes twice is the first (PEP 495, fold=0)."""
    local = datetime.combine(day, clock, zone)
    return local.astimezone(UTC).astimezone(zone)


def later(now: datetime, zone: ZoneInfo, **duration: float) -> datetime:
    """So many hours, minutes or seconds of real time after now."""
    return (now.astimezone(UTC) + timedelta(**duration)).astimezone(zone)


def hour_of(hour: int, minute: int, half: str | None, part: str | None, second: int = 0) -> time:
    """The time meant by an hour that was said with am, pm ("half"), a part of the day, or neither.

    Raises ValueError where there is no such time (13 am is read as 13:00, 25 pm is none).
    """
    if hour > 12 or (hour == 0 and half is None):
        return time(hour, minute, second)
    if half is not None:
        return time(hour % 12 + (12 if half == "pm" else 0), minute, second)
    if part == "night" and (hour == 12 or hour < 6):
        return time(hour % 12, minute, second)
    if part in PM_PARTS:
        return time(hour % 12 + 12, minute, second)
    if part == "morning":
        return time(hour % 12, minute, second)
    return time(hour + 12 if hour in AFTERNOON_HOURS else hour, minute, second)
