"""Rules for more than a day: next week, mid-June, from 4 to 22 January; and for counting from now:
in two weeks, within 3 days, in 10 working days, in an hour."""

from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.clock import later
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, days, rule
from makegood.kit.dates_in_words.single_days import month_of

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


@rule("(?P<shift>R)(?P<unit>U)", "(?P<unit>U)a(?P<after>R)")
def week_or_month(said: Said, parts: Parts) -> Meaning | None:
    """ "next week", "this weekend", "next month"; "the week after next" """
    unit = parts.word("unit")
    if unit in CLOCK_UNITS and parts.number("shift") == 1:
        return Meaning("instant", at=later(said.now, said.zone, **{CLOCK_UNITS[unit]: 1}))
    if parts.number("shift") < 0:
        return NOT_OURS
    if unit == "day" and parts.number("shift") == 0 and parts.has("shift"):
        return day(said.today)
    if unit not in STRETCHES:
        return None
    if parts.has("after"):
        first, last = stretch(said.today, unit, 1)
        size = {"month": 31, "year": 366}.get(unit, 7)
        return days(stretch(last + timedelta(days=size - 6), unit, 0)) if size == 7 else days(
            stretch(last + timedelta(days=1), unit, 0)
        )
    return days(stretch(said.today, unit, parts.number("shift")))


@rule("(?P<unit>U)")
def alone(said: Said, parts: Parts) -> Meaning | None:
    """ "the weekend" """
    if parts.word("unit") != "weekend" or parts.before() in "Rv":
        return None
    return days(calendar.weekend(said.today), weak=parts.before() != "t")


@rule(
    "(?P<part>E)-?[oi]?t?(?P<shift>R)?-?(?P<unit>U)",
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
    if unit == "day" and parts.word("part") == "end":
        return day(said.today)
    if unit not in ("week", "month", "year"):
        return None
    whole = stretch(said.today, unit, parts.number("shift"))
    if parts.has("rest"):
        return days((max(said.today, whole[0]), whole[1]))
    part = parts.word("part") or "end"
    found = calendar.part_of(whole, unit, part)
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
        return calendar.month(said.today.year + min(parts.number("shift"), 1), parts.number("month"))
    return month_of(said, parts)


@rule(
    "(?P<shift>R)?(?P<month>M)(?:[-/,]?o?(?P<year>Y))?",
    "(?P<shift>R)(?P<month>J)(?:[-/,]?o?(?P<year>Y))?",
    "(?P<month>J)(?:[-/,]?o?(?P<year>Y))?",
    "(?P<month>[MJ])(?P<shift>R)(?P<unit>U)",
    "(?P<year>Y)[-/,]?(?P<month>[MJ])",
)
def whole_month(said: Said, parts: Parts) -> Meaning | None:
    """ "June", "next June", "June next year": the month; one that is also another word (may, march)
    needs a cue before it."""
    if parts.has("unit") and parts.word("unit") != "year":
        return None
    if parts.number("shift") < 0:
        return NOT_OURS
    weak = parts.match.group() == "J"
    return days(named_month(said, parts), weak=weak)


@rule(
    "(?P<unit>U)[ob]?[om]?t?(?P<nth>[OW])(?:o?(?P<month>[MJ]))?",
    "(?:G|(?P<unit>U)o)m?t?(?P<month>[MJ])(?P<nth>[NO])",
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
)
def nth_week(said: Said, parts: Parts) -> Meaning | None:
    """ "the first week of March", "the last week of this month" """
    if parts.word("unit") != "week" or parts.word("of") not in ("", "month"):
        return None
    nth = parts.number("nth")
    if parts.has("month"):
        found = calendar.nth_week(month_of(said, parts), nth)
        if found[1] < said.today and not parts.has("year"):
            month = calendar.month(said.today.year + 1, parts.number("month"))
            found = calendar.nth_week(month, nth)
        return days(found)
    return days(calendar.nth_week(calendar.month_on(said.today, parts.number("shift")), nth))


@rule("(?P<shift>R)(?P<count>N)(?P<unit>U)", "(?P<count>N)(?P<shift>R)(?P<unit>U)")
def next_few(said: Said, parts: Parts) -> Meaning | None:
    """ "the next two weeks": from tomorrow; "within the next 3 days" counts as "within 3 days"."""
    if parts.number("shift") < 0:
        return NOT_OURS
    unit = parts.word("unit")
    if parts.number("shift") == 0:
        return None
    if unit in CLOCK_UNITS:
        return Meaning("instant", at=later(said.now, said.zone, **{CLOCK_UNITS[unit]: parts.amount("count")}))
    first = said.today + timedelta(days=1)
    if parts.before() == "w":
        return days((said.today, counted(said, parts, said.today)))
    return days((first, counted(said, parts, said.today)))


def counted(said: Said, parts: Parts, start: date) -> date:
    count = parts.amount("count") if parts.has("count") else 1.0
    return calendar.plus(start, count, parts.word("unit"), said.is_working_day)


AMOUNT = "(?P<count>[Nd])?(?P<unit>U)"
MORE = "(?:&?,?(?P<more>[Nd])(?P<less>U))"


@rule(f"(?P<within>w)t?R?{AMOUNT}{MORE}?", f"i~?(?P<count>[Nd])(?P<unit>U){MORE}?", f"(?P<count>[Nd])(?P<unit>U){MORE}?l")
def from_now(said: Said, parts: Parts) -> Meaning | None:
    """ "in two weeks" is that day, "in an hour" that instant, "within 3 days" today to that day."""
    return count_on(said, parts)


def count_on(said: Said, parts: Parts) -> Meaning | None:
    amounts = [(parts.amount("count") if parts.has("count") else 1.0, parts.word("unit"))]
    if parts.has("more"):
        amounts.append((parts.amount("more"), parts.word("less")))
    if any(unit not in SIZES and unit not in CLOCK_UNITS for _, unit in amounts):
        return None
    found, at, hours = said.today, said.now, 0.0
    for count, unit in amounts:
        if unit in CLOCK_UNITS:
            hours += count * {"hour": 1, "minute": 1 / 60, "second": 1 / 3600}[unit]
        else:
            found = calendar.plus(found, count, unit, said.is_working_day)
    if hours or all(unit in CLOCK_UNITS for _, unit in amounts):
        away = (found - said.today).days
        return Meaning("instant", at=later(said.now, said.zone, days=away, hours=hours))
    if parts.has("within"):
        return days((said.today, found))
    return day(found)


SIZES = ("day", "working day", "week", "fortnight", "month", "quarter", "year")


@rule(
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<day>T)",
    "(?P<count>[Nd])(?P<unit>U)[fa]t?(?P<shift>R)?(?P<weekday>[DZ])",
    "(?P<count>[Nd])(?P<unit>U)[fa]t?(?P<nth>[NO])o?(?P<month>[MJ])",
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<month>[MJ])(?P<nth>[NO])",
    "(?P<count>[Nd])(?P<unit>U)f(?P<now>n)",
)
def from_a_day(said: Said, parts: Parts) -> Meaning | None:
    """ "two days from tomorrow", "a week from Friday", "2 weeks after 12 June" """
    if parts.word("unit") not in SIZES:
        return count_on(said, parts)
    start = said.today + timedelta(days=parts.number("day"))
    if parts.has("weekday"):
        monday = calendar.week(said.today, parts.number("shift"))[0]
        start = monday if parts.number("shift") == 1 else said.today
        start = calendar.weekday_from(start, parts.number("weekday"))
    if parts.has("month"):
        start = calendar.day_ahead(said.today, parts.number("month"), parts.number("nth"))
    return day(counted(said, parts, start))


@rule("(?P<count>[Nd])(?P<unit>U)(?:&?,?[Nd]U)*g", "C(?P<count>[Nd])(?P<unit>U)", "[Nd]UC[TDMJ]", "v[NOWd]?[DZUPMJQ]+", "pN?U", "RN?[pP]", "p[DZ]", "[Tp]P?g")
def no_promise(said: Said, parts: Parts) -> Meaning | None:
    """What is past ("3 days ago", "last night") or recurs ("every Monday") is read over. A deadline
    before a duration ("before 3 weeks pass") says nothing either."""
    if parts.match.group().startswith("R") and parts.tokens[parts.match.start()].value != -1:
        return None
    return NOT_OURS
