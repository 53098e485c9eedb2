"""Every zone, every change of clocks from 2024 to 2035, random weeks of quarter hours."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from makegood.kit.office_hours import OfficeHours, Period
from quality.office_hours.minutes import MINUTE

WEEKS_TRIED = 11  # for each change in each zone: more than 50,000 in all
HALF = timedelta(hours=36)  # looked at before and after a change
QUARTER = timedelta(minutes=15)
SWEPT = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[datetime]:
    """Every change of clocks, to the minute."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = []
    for today, tomorrow in pairwise(days):
        low, high = today, tomorrow
        offset = low.astimezone(zone).utcoffset()
        if offset == high.astimezone(zone).utcoffset():
            continue
        while high - low > MINUTE:
            middle = low + (high - low) // MINUTE // 2 * MINUTE
            is_before = middle.astimezone(zone).utcoffset() == offset
            low, high = (middle, high) if is_before else (low, middle)
        found.append(high)
    return found


def sweep(dice: random.Random) -> tuple[int, int]:
    """Weeks tried, and those where time passed or time added came out wrong."""
    tried = wrong = 0
    for name in sorted(available_timezones() - {"Factory", "localtime"}):
        zone = ZoneInfo(name)
        for change in changes(zone, *SWEPT):
            shown = quarters_shown(zone, change - HALF)
            for _ in range(WEEKS_TRIED):
                hours = OfficeHours(zone, tuple(random_day(dice) for _ in range(7)))
                added = timedelta(seconds=dice.randrange(40 * 3600))
                tried += 1
                wrong += not agrees(hours, change, shown, added)
    return tried, wrong


def quarters_shown(zone: ZoneInfo, start: datetime) -> list[tuple[int, int]]:
    """Weekday and minute at each quarter hour, on a clock that is held, never put back."""
    latest = (start - HALF).astimezone(zone).replace(tzinfo=None)
    shown = []
    for quarter in range(2 * HALF // QUARTER):
        dial = (start + quarter * QUARTER).astimezone(zone).replace(tzinfo=None)
        latest = max(latest, dial)
        shown.append((latest.weekday(), latest.hour * 60 + latest.minute))
    return shown


def agrees(
    hours: OfficeHours, change: datetime, shown: list[tuple[int, int]], added: timedelta
) -> bool:
    is_open = [any(p.opens <= minute < p.closes for p in hours.week[day]) for day, minute in shown]
    passed = hours.between(change - HALF, change + HALF)
    back = hours.between(change, hours.add(change, added))
    return passed == sum(is_open) * QUARTER and back == added


def random_day(dice: random.Random) -> tuple[Period, ...]:
    edges = sorted(15 * edge for edge in dice.sample(range(97), 2 * dice.randint(1, 3)))
    return tuple(Period(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
