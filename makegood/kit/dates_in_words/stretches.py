"""Rules for more than a day: next week, mid-June, the end of the month, the week of the 18th."""

from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.clock import later
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, days, rule
from makegood.kit.dates_in_words.single_days import a_name, month_of, ordinal

CLOCK_UNITS = {"hour": "hours", "minute": "minutes", "second": "seconds"}
STRETCHES = ("week", "working week", "weekend", "month", "year")


def stretch(today: date, unit: str, shift: int) -> calendar.Days:
    """This, the next (1) or the last (-1) week, weekend, month or year."""
    if unit == "weekend":
        return calendar.weekend(today, shift)
    if unit in ("week", "working week"):
        first, last = calendar.week(today, shift)
        return first, last if unit == "week" else first + timedelta(days=4)
    if unit == "month":
        return calendar.month_on(today, shift)
    return calendar.year(today.year + min(shift, 1))


@rule("(?P<shift>R)(?P<unit>U)")
def week_or_month(said: Said, parts: Parts) -> Meaning | None:
    """ "next week", "this weekend", "next month"; "next hour" is an hour from now."""
    unit, shift = parts.word("unit"), parts.number("shift")
    if shift < 0:
        return NOT_OURS
    if unit in CLOCK_UNITS and shift == 1:
        return Meaning("instant", at=later(said.now, said.zone, **{CLOCK_UNITS[unit]: 1}))
    if unit in ("day", "working day"):
        return next_day(said, parts)
    return days(stretch(said.today, unit, shift)) if unit in STRETCHES else None


def next_day(said: Said, parts: Parts) -> Meaning | None:
    """ "this day", "the next working day"; "the next day" only at the end of a sentence that does
    not tell of the past: there it follows another day."""
    if parts.number("shift") == 0:
        return day(said.today) if parts.word("unit") == "day" else None
    if parts.word("unit") == "working day":
        return day(calendar.add_working_days(said.today, 1, said.is_working_day))
    told = "H" in parts.match.string[: parts.match.start()] or parts.before() == "F"
    return None if told or parts.after() not in ".,@C" else day(said.today + timedelta(days=1))


@rule("(?P<unit>U)a(?P<shift>R)")
def after_next(said: Said, parts: Parts) -> Meaning | None:
    """ "the week after next" """
    unit = parts.word("unit")
    if unit not in STRETCHES or parts.number("shift") != 1:
        return None
    _, last = stretch(said.today, unit, 1)
    return days(stretch(last + timedelta(days=1), unit, 0))


@rule("(?P<unit>U)")
def alone(said: Said, parts: Parts) -> Meaning | None:
    """ "the weekend"; "weekend staff" names none."""
    if parts.word("unit") != "weekend" or parts.before() != "t":
        return None
    return days(calendar.weekend(said.today))


@rule(
    "(?P<part>[El])-?[oi]?t?(?P<shift>R)?-?(?P<unit>U)",
    "t?(?P<rest>r)o?t?(?P<shift>R)?(?P<unit>U)",
    "(?P<end>V)",
)
def part_of_stretch(said: Said, parts: Parts) -> Meaning | None:
    """ "early next week" (Monday to Wednesday), "mid next week" (Tuesday to Friday), "the end of
    next week" (Thursday to Sunday), "the end of the month" (from the 16th), "the rest of the week"
    """
    unit = parts.word("end") or parts.word("unit")
    unit = "week" if unit == "working week" else unit
    if parts.number("shift") < 0:
        return NOT_OURS
    if unit == "day":
        ends = parts.word("part") == "end" and "o" in parts.match.group()
        return day(said.today) if ends or parts.has("rest") else None
    if unit not in ("week", "month", "year"):
        return None
    whole = stretch(said.today, unit, parts.number("shift"))
    if parts.has("rest"):
        return days((max(said.today, whole[0]), whole[1]))
    part = parts.word("part") if parts.word("part") in calendar.WEEK_PARTS else "end"
    found = calendar.part_of(whole, unit, part)
    if parts.has("part") and parts.token("part").symbol == "l":
        found = max(found[0], min(said.today, found[1])), found[1]
    return limit(found, unit) if part == "end" and parts.before() == "C" else days(found)


def limit(found: calendar.Days, unit: str) -> Meaning:
    """What "by the end of" bounds: a month or a year ends on a day, a week's end stays vague."""
    first, last = found
    return Meaning("limit", first if unit == "week" else last, last)


@rule(
    "(?P<part>E)-?[oi]?t?(?P<shift>R)?-?(?P<month>[MJ])(?:,?o?(?P<year>Y))?",
)
def part_of_month(said: Said, parts: Parts) -> Meaning:
    """ "mid-June" (10th to 20th), "early May" (to the 15th), "the end of March" (from the 16th);
    "by the end of March" is the 31st."""
    part = parts.word("part")
    found = calendar.part_of(named_month(said, parts), "month", part)
    if found[1] < said.today and not parts.has("year"):
        found = calendar.part_of(calendar.month(found[0].year + 1, found[0].month), "month", part)
    return limit(found, "month") if part == "end" and parts.before() == "C" else days(found)


def named_month(said: Said, parts: Parts) -> calendar.Days:
    """ "next June" is next year's, "this June" this year's."""
    if parts.has("shift"):
        return calendar.month(
            said.today.year + min(parts.number("shift"), 1), parts.number("month")
        )
    return month_of(said, parts)


@rule(
    "(?P<shift>R)?(?P<month>M)(?:[-/,]?o?(?P<year>Y))?",
    "(?P<shift>R)(?P<month>J)(?:[-/,]?o?(?P<year>Y))?",
    "(?P<month>J)(?:[-/,]?o?(?P<year>Y))?",
    "t?(?P<unit>U)o(?P<month>[MJ])(?:,?o?(?P<year>Y))?",
    "(?P<number>N)[-/](?P<year>Y)",
    "(?P<year>Y)/(?P<number>N)",
    "(?P<month>[MJ])(?P<shift>R)(?P<unit>U)",
    "(?P<year>Y)[-/,]?(?P<month>[MJ])",
)
def whole_month(said: Said, parts: Parts) -> Meaning | None:
    """ "June", "next June", "June next year": the month; one that is also another word (may, march)
    needs a cue before it."""
    if parts.word("unit") not in ("", "year" if parts.has("shift") else "month"):
        return None
    if a_name(parts, "J"):
        return None
    if parts.has("number"):
        known = 1 <= parts.number("number") <= 12
        return days(calendar.month(parts.number("year"), parts.number("number"))) if known else None
    if parts.number("shift") < 0:
        return NOT_OURS
    weak = parts.match.group() == "J"
    if parts.match.group() == "RJ" and parts.number("shift") == 0 and parts.after() == "x":
        return None
    return days(named_month(said, parts), weak=weak)


@rule(
    "(?P<unit>U)[ob]?[om]?t?(?P<nth>[OW])(?:o?(?P<month>[MJ]))?",
    "(?:G|(?P<unit>U)o)m?t?(?P<month>[MJ])[.]?(?P<nth>[NO])",
    "(?:G|(?P<unit>U)o)m?t?(?P<nth>[NO])(?:o?(?P<month>[MJ]))?",
)
def week_of_day(said: Said, parts: Parts) -> Meaning | None:
    """ "the week of the 18th", "week commencing 4 February" """
    if parts.has("unit") and parts.word("unit") != "week":
        return None
    number = parts.number("nth")
    if parts.has("month"):
        return days(calendar.week(calendar.day_ahead(said.today, parts.number("month"), number)))
    return days(calendar.week(calendar.day_of_month_ahead(said.today, number)))


@rule(
    "t?(?P<nth>[OWR])(?P<unit>U)[oi](?P<month>[MJ])(?:,?o?(?P<year>Y))?",
    "t?(?P<nth>[OWR])(?P<unit>U)[oi]t?(?P<shift>R)?(?P<of>U)",
    "t?(?P<nth>[OWR])(?P<unit>U)[oi](?P<year>Y)",
)
def nth_week(said: Said, parts: Parts) -> Meaning | None:
    """ "the first week of March", "the last week of this month" """
    if parts.word("unit") != "week" or parts.word("of") not in ("", "month"):
        return None
    if not ordinal(parts):
        return None
    nth = parts.number("nth")
    if parts.has("year") and not parts.has("month"):
        return days(calendar.nth_week(calendar.year(parts.number("year")), nth))
    if parts.has("month"):
        found = calendar.nth_week(month_of(said, parts), nth)
        if found[1] < said.today and not parts.has("year"):
            month = calendar.month(said.today.year + 1, parts.number("month"))
            found = calendar.nth_week(month, nth)
        return days(found)
    return days(calendar.nth_week(calendar.month_on(said.today, parts.number("shift")), nth))
