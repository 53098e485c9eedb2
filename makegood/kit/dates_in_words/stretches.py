"""Rules for more than a day: next week, mid-June, from 4 to 22 January; and for counting from now:
in two weeks, within 3 days, in 10 working days, in an hour."""

from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.clock import later
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, days, rule
from makegood.kit.dates_in_words.single_days import figures, month_of, written

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
    if unit == "day" and parts.has("shift") and parts.number("shift") == 0:
        return day(said.today)
    if unit == "day" and parts.number("shift") == 1:
        told = "H" in parts.match.string[: parts.match.start()] or parts.before() == "F"
        return None if told or parts.after() not in ".,@C" else day(said.today + timedelta(days=1))
    if unit == "working day" and parts.number("shift") in (1, 2):
        return day(calendar.add_working_days(said.today, 1, said.is_working_day))
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
    if unit == "day" and (parts.has("rest") or parts.word("part") == "end") and "o" in parts.match.group():
        return day(said.today)
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
        return calendar.month(said.today.year + min(parts.number("shift"), 1), parts.number("month"))
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
    "t?(?P<nth>[OWR])(?P<unit>U)[oi](?P<year>Y)",
)
def nth_week(said: Said, parts: Parts) -> Meaning | None:
    """ "the first week of March", "the last week of this month" """
    if parts.word("unit") != "week" or parts.word("of") not in ("", "month"):
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


AMOUNT = "(?P<count>[Nd])(?P<unit>U)"
MORE = "(?:,?&?[Nd]U){0,3}"


@rule(f"(?P<within>w)~?t?R?(?:{AMOUNT}|(?P<one>U)){MORE}", f"i~?{AMOUNT}{MORE}", f"{AMOUNT}{MORE}(?P<later>l)")
def from_now(said: Said, parts: Parts) -> Meaning | None:
    """ "in two weeks" is that day, "in an hour" that instant, "within 3 days" today to that day.
    What a story tells ("the soup came in ten minutes", "an hour later") is none."""
    return count_on(said, parts)


def amounts(parts: Parts) -> list[tuple[float, str]]:
    """The (count, unit) pairs of a phrase: 1 day 5 hours; a unit without a count is one."""
    found, count = [], 1.0
    for token in parts.tokens[parts.match.start() : parts.match.end()]:
        if token.symbol in "Nd" and isinstance(token.value, int | float):
            count = float(token.value)
        elif token.symbol == "U":
            found.append((count, str(token.value)))
            count = 1.0
    return found


def count_on(said: Said, parts: Parts) -> Meaning | None:
    counts = amounts(parts)
    if any(unit not in SIZES and unit not in CLOCK_UNITS for _, unit in counts):
        return None
    clock_only = all(unit in CLOCK_UNITS for _, unit in counts)
    story = "H" in parts.match.string[: parts.match.start()]
    if story and (clock_only or parts.has("later")):
        return NOT_OURS
    found, hours = said.today, 0.0
    for count, unit in counts:
        if unit in CLOCK_UNITS:
            hours += count * HOURS[unit]
        else:
            found = calendar.plus(found, count, unit, said.is_working_day)
    if hours or clock_only:
        away = (found - said.today).days
        return Meaning("instant", at=later(said.now, said.zone, days=away, hours=hours))
    if not parts.has("within"):
        return day(found)
    if "tU" in parts.match.group() and parts.word("one") in STRETCHES:
        found = stretch(said.today, parts.word("one"), 0)[1]
    return days((said.today, found))


HOURS = {"hour": 1, "minute": 1 / 60, "second": 1 / 3600}
SIZES = ("day", "working day", "week", "fortnight", "month", "quarter", "year")


@rule(
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<day>T)",
    "(?P<count>[Nd])(?P<weeks>U)(?P<day>T)",
    "(?P<count>[Nd])(?P<weeks>U)m(?P<weekday>[DZ])",
    "(?P<weekday>D)(?P<weeks>U)",
    "(?P<count>[Nd])(?P<unit>U)[fa]t?(?P<shift>R)?(?P<weekday>[DZ])",
    "(?P<count>[Nd])(?P<unit>U)[fa]t?(?P<nth>[NO])o?(?P<month>[MJ])",
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<month>[MJ])(?P<nth>[NO])",
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<date>[SI])",
    "(?P<count>[Nd])(?P<unit>U)fn",
)
def from_a_day(said: Said, parts: Parts) -> Meaning | None:
    """ "two days from tomorrow", "a week from Friday", "2 weeks after 12 June"; "a week today",
    "two weeks on Friday" and "Friday fortnight" of weeks only."""
    if parts.has("weeks"):
        weeks = {"week": 1, "fortnight": 2}.get(parts.word("weeks"))
        count = parts.amount("count") if parts.has("count") else 1
        return day(start_of(said, parts) + timedelta(weeks=int(count * weeks))) if weeks else None
    if parts.word("unit") not in SIZES:
        return count_on(said, parts)
    start = start_of(said, parts)
    return day(counted(said, parts, start))


@rule("[iw]~?t?(?P<from>N)[-z](?P<count>N)(?P<unit>U)")
def from_to_now(said: Said, parts: Parts) -> Meaning | None:
    """ "in 2-3 days", "in two to three weeks" """
    if parts.word("unit") not in SIZES:
        return None
    first = calendar.plus(said.today, parts.amount("from"), parts.word("unit"), said.is_working_day)
    return days((first, counted(said, parts, said.today)))


@rule("(?P<count>[Nd])(?P<unit>U)(?:&?,?[Nd]U)*g", "C(?P<count>[Nd])(?P<unit>U)", "[Nd]UC[TDMJ]", "v[NOWd]?[DZUPMJQ]+", "pN?U", "RN?[pP]", "p[DZ]", "[Tp]P?g", "gi?t?R?U", "[DZP]v")
def no_promise(said: Said, parts: Parts) -> Meaning | None:
    """What is past ("3 days ago", "last night") or recurs ("every Monday") is read over. A deadline
    before a duration ("before 3 weeks pass") says nothing either."""
    if parts.match.group().startswith("R") and parts.tokens[parts.match.start()].value != -1:
        return None
    return NOT_OURS


STARTING = "F?(?P<count>[Nd])(?:(?P<unit>U),?[bf]|(?P<week>G))m?t?"


@rule(STARTING + "(?P<day>T)",
      STARTING + "(?P<shift>R)?(?P<weekday>[DZ])",
      STARTING + "(?P<nth>[NO])o?(?P<month>[MJ])",
      STARTING + "(?P<month>[MJ])(?P<nth>[NO])")
def beginning(said: Said, parts: Parts) -> Meaning | None:
    """ "3 days starting next Monday", "for a week from 20 December": that many days, the first one
    counted. Without "for" or "starting" it is "a week from Friday", one day."""
    text = parts.match.group()
    unit = parts.word("unit") or parts.word("week")
    if unit not in SIZES or not ("b" in text or "G" in text or text[0] == "F"):
        return None
    start, count = start_of(said, parts), parts.amount("count")
    end = calendar.plus(start, count, unit, said.is_working_day)
    return days((start, end - timedelta(days=1)))


def start_of(said: Said, parts: Parts) -> date:
    """The day that a phrase counts from."""
    if parts.has("date"):
        made = figures if parts.token("date").symbol == "S" else written
        found = made(said, parts)
        if found is None or found.first is None:
            raise ValueError("no such day")
        return found.first
    if parts.has("month"):
        return calendar.day_ahead(said.today, parts.number("month"), parts.number("nth"))
    if parts.has("weekday"):
        monday = calendar.week(said.today, parts.number("shift"))[0]
        start = monday if parts.number("shift") in (1, 2) else said.today
        return calendar.weekday_from(start, parts.number("weekday"))
    return said.today + timedelta(days=parts.number("day"))
