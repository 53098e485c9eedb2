"""On which day a week begins, and the weeks of a month.

Countries as in Unicode's CLDR (supplemental data, “firstDay”); Monday is everybody else's, and
the day that ISO 8601 begins with.
"""

from __future__ import annotations

from calendar import Calendar
from datetime import date

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
ON_SUNDAY = """
AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI
NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW
"""
ON_SATURDAY = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY"
ON_FRIDAY = "MV"
BEGINS = {
    country: day
    for day, countries in ((SUNDAY, ON_SUNDAY), (SATURDAY, ON_SATURDAY), (FRIDAY, ON_FRIDAY))
    for country in countries.split()
}


def first_weekday(country: str) -> int | None:
    """The day (Monday is 0) that a week begins with in a country, by its code of two letters.

    None where no country is said.
    """
    return BEGINS.get(country, MONDAY) if country else None


def weeks_of(month: date, *, first: int) -> list[list[date]]:
    """The weeks that a month touches, each from its first day; days of its neighbours included."""
    return Calendar(first).monthdatescalendar(month.year, month.month)


def next_month(month: date, n: int = 1) -> date:
    """The first day of the month so many months on."""
    year, index = divmod(month.year * 12 + month.month - 1 + n, 12)
    return date(year, index + 1, 1)
