"""Days, weeks and months: what a calendar word means, counted from a day.

Weeks run from Monday to Sunday. Every function may raise OverflowError or ValueError where the
calendar ends (years 1 to 9999); the reader takes that as "no such day".
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

DAY = timedelta(days=1)
Days = tuple[date, date]

# How a stretch of a week or a month divides; the counts that Recognizers-Text uses as well.
WEEK_PARTS = {"early": (0, 2), "mid": (1, 4), "end": (3, 6)}
MONTH_PARTS = {"early": (1, 15), "mid": (10, 20), "end": (16, 31)}
YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "end": (9, 12)}

STRETCHES = ("week", "working week", "weekend", "fortnight", "month", "quarter", "year")


def is_weekday(day: date) -> bool:
    """Monday to Friday: working days where nobody says otherwise."""
    return day.weekday() < 5


def weekday_from(day: date, weekday: int) -> date:
    """The first such weekday (0 is Monday) on or after the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def ahead(shift: int) -> int:
    """How many weeks or months on: "coming" (2) is the next, "the one after next" (3) two on."""
    return {2: 1, 3: 2}.get(shift, shift)


def week(day: date, shift: int = 0) -> Days:
    """Monday to Sunday of the day's week, or of the week that the shift says."""
    first = monday(day) + timedelta(weeks=ahead(shift))
    return first, first + 6 * DAY


def weekend(day: date, shift: int = 0) -> Days:
    """Saturday and Sunday of the day's week, or of a later one; shift 2 ("coming") is this one."""
    _, sunday = week(day, 0 if shift == 2 else shift)
    return sunday - DAY, sunday


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month(year: int, number: int) -> Days:
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def month_on(day: date, shift: int = 0) -> Days:
    """The month that holds the day, or one so many months later; shift 2 ("coming") is the next."""
    start = add_months(day.replace(day=1), ahead(shift))
    return month(start.year, start.month)


def year(number: int) -> Days:
    return date(number, 1, 1), date(number, 12, 31)


def month_ahead(today: date, number: int) -> Days:
    """The next such month that is not over."""
    return month(today.year + (number < today.month), number)


def day_ahead(today: date, number: int, day: int) -> date:
    """The next such day and month on or after today; 29 February may be some years away.

    Raises ValueError where no year has it (31 February).
    """
    if not 1 <= day <= calendar.monthrange(2024, number)[1]:
        raise ValueError("no such day")
    for later in range(9):
        if day <= calendar.monthrange(today.year + later, number)[1]:
            found = date(today.year + later, number, day)
            if found >= today:
                return found
    raise ValueError("no such day")


def day_of_month_ahead(today: date, day: int) -> date:
    """The next day with this number on or after today: the 31st skips the short months."""
    first = today.replace(day=1)
    for later in range(3):
        start = add_months(first, later)
        if day <= calendar.monthrange(start.year, start.month)[1]:
            found = start.replace(day=day)
            if found >= today:
                return found
    raise ValueError("no such day")


def nth_weekday(days: Days, nth: int, weekday: int) -> date:
    """The nth such weekday within the days; nth -1 is the last one."""
    if nth == -1:
        return weekday_from(days[1] - 6 * DAY, weekday)
    found = weekday_from(days[0], weekday) + timedelta(weeks=nth - 1)
    if nth < 1 or found > days[1]:
        raise ValueError("no such day")
    return found


def nth_week(days: Days, nth: int) -> Days:
    """The nth week of a month: the first is the one that holds the month's first Thursday (as the
    weeks of a year are counted, ISO 8601); nth -1 is the week of the last Thursday."""
    thursday = nth_weekday(days, nth, 3)
    return week(thursday)


def part_of(days: Days, unit: str, part: str) -> Days:
    """The early, mid or end part of a week, month or year; of anything else the days themselves."""
    first, last = days
    if unit == "week":
        begin, end = WEEK_PARTS[part]
        return first + begin * DAY, first + end * DAY
    if unit == "month":
        begin, end = MONTH_PARTS[part]
        return first.replace(day=begin), min(first + (end - 1) * DAY, last)
    if unit == "year":
        begin, end = YEAR_PARTS[part]
        return month(first.year, begin)[0], month(first.year, end)[1]
    return days


def add_working_days(day: date, count: int, is_working_day: Callable[[date], bool]) -> date:
    """The day on which `count` working days have passed, or that lies so many before (count < 0);
    a calendar that never works ends it."""
    found, step = day, DAY if count > 0 else -DAY
    for _ in range(min(abs(count), 1000)):
        found += step
        idle = 0
        while not is_working_day(found):
            found += step
            idle += 1
            if idle > 366:
                raise ValueError("no working day within a year")
    return found


def plus(day: date, count: float, unit: str, is_working_day: Callable[[date], bool]) -> date:
    """A day so many days, working days, weeks, months or years later (a half week is 3 days)."""
    if unit == "working day":
        return add_working_days(day, int(count), is_working_day)
    if unit in ("month", "year", "quarter"):
        size = {"month": 1, "quarter": 3, "year": 12}[unit]
        return add_months(day, round(count * size))
    size = {"week": 7, "fortnight": 14}.get(unit, 1)
    return day + timedelta(days=int(count * size))


def stretch(today: date, unit: str, shift: int) -> Days:
    """This, the next (1) or the last (-1) week, weekend, month or year."""
    if unit == "weekend":
        return weekend(today, shift)
    if unit in ("week", "working week"):
        first, last = week(today, shift)
        return first, last if unit == "week" else first + 4 * DAY
    if unit == "fortnight":
        first = week(today)[0] if shift < 1 else today + DAY
        return first, first + 13 * DAY
    if unit == "month":
        return month_on(today, shift)
    if unit == "quarter":
        start = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        start = add_months(start, 3 * ahead(shift))
        return start, month_on(add_months(start, 2))[1]
    return year(today.year + ahead(shift))
