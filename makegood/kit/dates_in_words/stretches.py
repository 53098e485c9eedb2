"""Rules for more than a day: next week, mid-June, the end of the month, the week of the 18th."""

from datetime import timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.clock import later
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, days, rule
from makegood.kit.dates_in_words.ordinals import month_of
from makegood.kit.dates_in_words.single_days import a_name

CLOCK_UNITS = {"hour": "hours", "minute": "minutes", "second": "seconds"}


@rule("(?P<shift>R)(?P<unit>[Uq])")
def week_or_month(said: Said, parts: Parts) -> Meaning | None:
    """ "next week", "this weekend", "next quarter"; "next hour" is an hour from now."""
    unit, shift = parts.word("unit"), parts.number("shift")
    if shift < 0:
        return None if unit in calendar.STRETCHES else NOT_OURS
    if unit in CLOCK_UNITS and shift == 1:
        return Meaning("instant", at=later(said.now, said.zone, **{CLOCK_UNITS[unit]: 1}))
    if unit in ("day", "working day"):
        return next_day(said, parts)
    return days(calendar.stretch(said.today, unit, shift)) if unit in calendar.STRETCHES else None


def next_day(said: Said, parts: Parts) -> Meaning | None:
    """ "this day", "the next working day"; "the next day" only at the end of a sentence that does
    not tell of the past: there it follows another day."""
    if parts.number("shift") == 0:
        return day(said.today) if parts.word("unit") == "day" else None
    if parts.word("unit") == "working day":
        return day(calendar.add_working_days(said.today, 1, said.is_working_day))
    told = "H" in parts.match.string[: parts.match.start()] or parts.before() == "F"
    return None if told or parts.after() not in ".,@C" else day(said.today + timedelta(days=1))


@rule("t?(?P<unit>[Uq])a(?P<shift>R)")
def after_next(said: Said, parts: Parts) -> Meaning | None:
    """ "the week after next" """
    unit = parts.word("unit")
    if unit not in calendar.STRETCHES or parts.number("shift") != 1:
        return None
    _, last = calendar.stretch(said.today, unit, 1)
    return days(calendar.stretch(last + timedelta(days=1), unit, 0))


@rule("(?P<unit>U)")
def alone(said: Said, parts: Parts) -> Meaning | None:
    """ "the weekend", "by weekend", "the fortnight"; "weekend staff" names none."""
    unit, cued = parts.word("unit"), parts.before() in "Cm@" and parts.after() != "x"
    if unit not in ("weekend", "fortnight") or not (parts.before() == "t" or cued):
        return None
    return days(calendar.stretch(said.today, unit, 0))


@rule(
    "(?P<part>[El])-?[oi]?t?(?P<shift>R)?-?(?P<unit>[Uq])",
    "(?P<part>E)[-z/&C](?P<to>E)-?[oi]?t?(?P<shift>R)?-?(?P<unit>U)",
    "(?P<shift>R)(?P<unit>U)(?P<part>E)",
    "t?(?P<rest>r)o?t?(?P<shift>R)?(?P<unit>U)",
    "(?P<end>V)",
)
def part_of_stretch(said: Said, parts: Parts) -> Meaning | None:
    """ "early next week" (Monday to Wednesday), "mid next week" (Tuesday to Friday), "the end of
    next week" (Thursday to Sunday), "the end of the month" (from the 16th), "the rest of the week"
    """
    named = parts.word("end").partition(" ")
    if parts.has("end") and parts.after() == "x" and parts.before() not in "Cm@":
        return None  # "your year end review"
    unit = named[2] or parts.word("unit")
    unit = "week" if unit == "working week" else unit
    if parts.number("shift") < 0:
        return NOT_OURS
    if unit == "day":
        ends = parts.word("part") == "end" and "o" in parts.match.group()
        return day(said.today) if ends or parts.has("rest") else None
    if unit == "quarter":
        return part_of_quarter(said, parts, named[0] or parts.word("part"))
    if unit not in ("week", "month", "year"):
        return None
    whole = calendar.stretch(said.today, unit, parts.number("shift"))
    if parts.has("rest"):
        return days((max(said.today, whole[0]), whole[1]))
    part = named[0] or (parts.word("part") if parts.word("part") in calendar.WEEK_PARTS else "end")
    found = part_to(whole, unit, part, parts.word("to"))
    if parts.has("part") and parts.token("part").symbol == "l":
        found = max(found[0], min(said.today, found[1])), found[1]
    return limit(found, unit) if part == "end" and parts.before() == "C" else days(found)


def part_to(whole: calendar.Days, unit: str, part: str, to: str) -> calendar.Days:
    """The part, or from it to another ("early to mid June")."""
    first, last = calendar.part_of(whole, unit, part)
    return first, max(last, calendar.part_of(whole, unit, to)[1]) if to else last


def part_of_quarter(said: Said, parts: Parts, part: str) -> Meaning:
    """A quarter's first, second or last month; what is left of it ("later this quarter")."""
    whole = calendar.stretch(said.today, "quarter", parts.number("shift"))
    if part not in calendar.WEEK_PARTS:
        return days((max(whole[0], said.today), whole[1]))
    return part_of_months(parts, whole, part)


def part_of_months(parts: Parts, whole: calendar.Days, part: str) -> Meaning:
    """The early, mid or end month of several; "by the end of Q3" is its last day."""
    first, last = whole
    if part == "end":
        ended = last.replace(day=1), last
        return limit(ended, "quarter") if parts.before() == "C" else days(ended)
    start = calendar.add_months(first, 0 if part == "early" else 1)
    return days(calendar.month(start.year, start.month))


def limit(found: calendar.Days, unit: str) -> Meaning:
    """What "by the end of" bounds: a month or a year ends on a day, a week's end stays vague."""
    first, last = found
    return Meaning("limit", first if unit == "week" else last, last)


@rule(
    "(?P<part>E)-?[oi]?t?(?P<shift>R)?-?(?P<month>[MJ])(?!t?[NOW])(?:,?o?(?P<year>Y))?",
    "(?P<part>E)[-z/&C](?P<to>E)-?[oi]?t?(?P<shift>R)?-?(?P<month>[MJ])(?:,?o?(?P<year>Y))?",
    "(?P<month>[MJ])-?(?P<part>E)(?![-oiRtMJUq])",
)
def part_of_month(said: Said, parts: Parts) -> Meaning:
    """ "mid-June" (10th to 20th), "early May" (to the 15th), "the end of March" (from the 16th);
    "by the end of March" is the 31st."""
    part = parts.word("part")
    found = part_to(named_month(said, parts), "month", part, parts.word("to"))
    if found[1] < said.today and not parts.has("year"):
        next_year = calendar.month(found[0].year + 1, found[0].month)
        found = part_to(next_year, "month", part, parts.word("to"))
    return limit(found, "month") if part == "end" and parts.before() == "C" else days(found)


def named_month(said: Said, parts: Parts) -> calendar.Days:
    """ "next June" is next year's, "this June" this year's."""
    if parts.has("shift"):
        return calendar.month(
            said.today.year + min(parts.number("shift"), 1), parts.number("month")
        )
    return month_of(said, parts)


@rule(
    "(?P<shift>R)?(?P<month>M)(?:[-/,]?[oi]?(?P<year>Y))?",
    "(?P<shift>R)(?P<month>J)(?:[-/,]?[oi]?(?P<year>Y))?",
    "(?P<month>J)(?:[-/,]?[oi]?(?P<year>Y))?",
    "t?(?P<unit>U)o(?P<month>[MJ])(?:,?[oi]?(?P<year>Y))?",
    "(?P<number>N)[-/](?P<year>Y)",
    "(?P<year>Y)/(?P<number>N)",
    "(?P<year>Y)-(?P<number>N)(?=[.,@C]|$)",
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
