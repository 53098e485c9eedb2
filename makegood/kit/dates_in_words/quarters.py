"""Rules for what divides a year or a stretch: Q3, the next quarter, the first half of June, week
49."""

from dataclasses import replace
from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.grammar import Meaning, Parts, Said, days, rule
from makegood.kit.dates_in_words.ordinals import month_of
from makegood.kit.dates_in_words.stretches import part_of_months

YEAR = "(?:[-,/]?[oi]?t?(?:(?P<year>Y)|(?P<shift>R)?(?P<whole>U)))?"
PART = "(?:(?P<part>E)-?[oi]?t?)?"


@rule(
    f"{PART}t?(?P<block>B){YEAR}",
    "(?P<year>Y)[-/]?(?P<block>B)",
    f"{PART}t?(?P<nth>[WOR])-?(?P<fourth>[qU]){YEAR}",
)
def block(said: Said, parts: Parts) -> Meaning | None:
    """ "Q3", "the end of Q1 2027", "the first quarter of next year", "H2": the next one that is not
    over."""
    if parts.has("whole") and parts.word("whole") != "year":
        return None
    if parts.has("nth"):
        fourth = 4 if parts.token("nth").symbol == "R" else parts.number("nth")
        this_or_next = parts.token("nth").symbol == "R" and parts.number("nth") != -1
        if not 1 <= fourth <= 4 or this_or_next or parts.word("fourth") != "quarter":
            return None
        first, count = 3 * fourth - 2, 3
    else:
        first, count = (int(str(number)) for number in parts.tuple("block"))
    found = months(year_of(said, parts), first, count)
    if found[1] < said.today and not (parts.has("year") or parts.has("shift")):
        found = months(said.today.year + 1, first, count)
    part = parts.word("part")
    meaning = part_of_months(parts, found, part) if part else days(found)
    return replace(meaning, weak=bare(parts))


def bare(parts: Parts) -> bool:
    """Whether it may name something else: "the final Q2 numbers", "H2 in bottles"."""
    alone = parts.before() in ".," and parts.after() in ".," and parts.has("block")
    return not (alone or parts.has("year") or parts.has("whole") or parts.has("part"))


def year_of(said: Said, parts: Parts) -> int:
    if parts.has("year"):
        return parts.number("year")
    return said.today.year + min(parts.number("shift"), 1)


def months(year: int, first: int, count: int) -> calendar.Days:
    return date(year, first, 1), calendar.month(year, first + count - 1)[1]


@rule(
    "t?(?P<nth>W)h[oi]t?(?P<shift>R)?(?P<unit>[Uq])",
    "t?(?P<nth>W)h[oi]t?(?P<month>[MJ])(?:,?o?(?P<year>Y))?",
)
def half(said: Said, parts: Parts) -> Meaning | None:
    """ "the first half of June" (to the 15th), "the second half of next week" (from Thursday)."""
    nth, unit = parts.number("nth"), parts.word("unit") or "month"
    if nth not in (1, 2) or unit not in ("week", "month", "quarter", "year"):
        return None
    if parts.has("month"):
        first, last = month_of(said, parts)
    else:
        first, last = calendar.stretch(said.today, unit, parts.number("shift"))
    if unit == "year":
        middle = date(first.year, 6, 30)
    else:
        size = {"week": 2, "month": 14}.get(unit, (last - first).days // 2)
        middle = first + timedelta(days=size)
    return days((first, middle) if nth == 1 else (middle + timedelta(days=1), last))


@rule("(?P<unit>U)(?P<number>N)(?:[,/]?[oi]?(?P<year>Y))?", "G(?P<number>N)(?:/(?P<year>Y))?")
def numbered_week(said: Said, parts: Parts) -> Meaning | None:
    """ "week 49", "week 3 of 2027": as ISO 8601 counts; the next one that is not over. A number
    after "week" may count anything else: it needs a cue, or its year."""
    number = parts.number("number")
    if parts.word("unit") not in ("week", "") or parts.after() in "xUMJ-":
        return None
    year = parts.number("year") if parts.has("year") else said.today.isocalendar().year
    found = numbered(year, number)
    if found[1] < said.today and not parts.has("year"):
        found = numbered(year + 1, number)
    return days(found, weak=not parts.has("year"))


def numbered(year: int, number: int) -> calendar.Days:
    monday = date.fromisocalendar(year, number, 1)
    return monday, monday + timedelta(days=6)
