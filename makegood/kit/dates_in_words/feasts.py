"""Rules for days with a name in every year: Christmas Eve, Easter, Thanksgiving, Labor Day."""

from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.grammar import Meaning, Parts, Said, day, days, rule

DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm, Meeus,
    Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, before = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, before + 1)


def in_year(feast: tuple[object, ...], year: int, day_first: bool) -> date:
    """The feast's day in a year. `feast` is ("day", month, day), ("easter", days after), ("nth",
    month, which, weekday, days after), or ("either", one where the day comes first, one else)."""
    kind, *rest = feast
    if kind == "either":
        chosen = rest[0] if day_first else rest[1]
        return in_year(chosen if isinstance(chosen, tuple) else (), year, day_first)
    numbers = [int(str(number)) for number in rest]
    if kind == "easter":
        return easter(year) + numbers[0] * DAY
    if kind == "nth":
        month, which, weekday, after = numbers
        return calendar.nth_weekday(calendar.month(year, month), which, weekday) + after * DAY
    return date(year, numbers[0], numbers[1])


def coming(said: Said, parts: Parts) -> date:
    """The feast in the year that is named with it, or the next time it comes, today included."""
    feast, shift = parts.tuple("feast"), parts.number("shift")
    if parts.has("year"):
        return in_year(feast, parts.number("year"), said.day_first)
    found = in_year(feast, said.today.year, said.day_first)
    if shift == 1 and found >= said.today:
        return in_year(feast, said.today.year + 1, said.day_first)
    if found < said.today:
        return in_year(feast, said.today.year + 1, said.day_first)
    return found


YEAR = "(?:,?[oi]?(?P<year>Y))?"


@rule(f"(?P<shift>R)?(?P<feast>X){YEAR}")
def feast(said: Said, parts: Parts) -> Meaning | None:
    """ "by Christmas Eve", "Easter 2027". Without a deadline, "on" or "at", a word after it says
    what is called so: "Christmas cards", "for the Easter market"."""
    if parts.number("shift") < 0 or (parts.after() == "x" and parts.before() not in "Cm@"):
        return None
    alone = parts.before() in ".," and parts.after() in ".,"
    return day(coming(said, parts), "date", weak=not (alone or parts.has("year")))


@rule(f"(?P<feast>X){YEAR}(?P<unit>U)", f"(?P<unit>U)ot?(?P<feast>X){YEAR}")
def around(said: Said, parts: Parts) -> Meaning | None:
    """ "Easter weekend", "Labor Day weekend": Saturday and Sunday and the days off beside them;
    "Easter week", "the week of Christmas": Monday to Sunday."""
    found = coming(said, parts)
    if parts.word("unit") == "week":
        return days(calendar.week(found))
    if parts.word("unit") != "weekend":
        return None
    if parts.tuple("feast") == ("easter", 0):
        return days((found - 2 * DAY, found + DAY))
    saturday = calendar.weekday_from(found - 4 * DAY, 5)
    sunday = saturday + DAY
    return days((min(saturday, max(found, saturday - DAY)), max(sunday, min(found, sunday + DAY))))
