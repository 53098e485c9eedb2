"""When somebody may be asked how it was."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256

from makegood.kit.office_hours import OfficeHours

# Nobody is asked again within it, whichever survey it is.
REST = timedelta(days=30)
# Those who have not answered are asked once more between these, and then no more.
REMIND_AFTER, REMIND_UNTIL = timedelta(days=5), timedelta(days=15)
# A link is of use so long after.
LASTS = timedelta(days=60)
# Letters that ask leave between these hours, where the business is.
FIRST_HOUR, LAST_HOUR = time(10), time(17)
SPREAD = timedelta(hours=7)
MOST_AT_ONCE = 200


def ask_at(after: datetime, days: int, key: str, hours: OfficeHours) -> datetime:
    """When the letter goes: on the first working day `days` days after, spread over its hours.

    `key` names whom and what it is about; the same key has the same hour, and nothing that they
    may answer has a part in it. What happened at ten may be asked about the same day.
    """
    here = after.astimezone(hours.zone)
    part = int.from_bytes(sha256(key.encode()).digest()[:4]) / 2**32
    day = here.date() + timedelta(days=days)
    for _ in range(15):
        opens = datetime.combine(day, FIRST_HOUR, hours.zone)
        at = opens + part * SPREAD
        if at >= here and (hours.is_working_day(day) or not any(hours.week)):
            return at
        day += timedelta(days=1)
    return datetime.combine(day, FIRST_HOUR, hours.zone)


def next_hour(now: datetime, hours: OfficeHours) -> datetime | None:
    """None where letters that ask may leave now; else when they may again."""
    here = now.astimezone(hours.zone)
    if FIRST_HOUR <= here.time() < LAST_HOUR:
        return None
    day = here.date() + timedelta(days=1 if here.time() >= LAST_HOUR else 0)
    return datetime.combine(day, FIRST_HOUR, hours.zone)
