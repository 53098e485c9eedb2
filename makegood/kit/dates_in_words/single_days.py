"""Rules for single days: today, Friday, 12 June, the 15th, 12/06, the first Monday of May."""

import re
from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, rule, yearless

NTH = "t?(?P<nth>[OWN])"
MONTH = "(?P<month>[MJ])"
# The years before it are read as such by the lexer.
FAR_YEAR = 2200
COUNTED = "xNOYUDM"
YEAR = "(?:,?[o/i-]?t?(?P<year>Y))?"


@rule("(?P<day>T)")
def named(said: Said, parts: Parts) -> Meaning | None:
    shift = parts.number("day")
    return None if shift < 0 else day(said.today + timedelta(days=shift))


@rule("(?P<day>Q)")
def named_with_part(said: Said, parts: Parts) -> Meaning:
    """ "tonight"; in one word a weekday too (German "Freitagabend")."""
    number, part, *weekday = parts.tuple("day")
    if weekday:
        found = calendar.weekday_from(said.today, int(str(number)))
        return day(found, "weekday").in_part(str(part))
    return day(said.today + timedelta(days=int(str(number)))).in_part(str(part))


@rule(
    "(?P<shift>R)?(?P<day>D)", "(?P<shift>R)(?P<day>Z)", "(?P<day>Z)",
    "(?P<day>[DZ])(?P<shift>R)(?=[.,@C]|$)",
)  # fmt: skip
def weekday(said: Said, parts: Parts) -> Meaning | None:
    """ "Friday" is the next one, today included; "this Friday" too; "coming Friday" is after today.
    "next Friday" is the Friday of next week, Monday to Sunday, however near this week's is."""
    number, shift = parts.number("day"), parts.number("shift")
    if (
        parts.before() in ("d", "v")
        or one_of_many(parts)
        or a_name(parts, "Z")
        or (parts.match.group() == "Z" and parts.before() in "tdi")
    ):
        return NOT_OURS
    if shift < 0:
        return None
    if shift in (1, 3):
        return day(calendar.week(said.today, shift)[0] + timedelta(days=number), "weekday")
    start = said.today + timedelta(days=shift == 2)
    alone = parts.match.group() == "Z" and parts.before() + parts.after() != ".."
    return day(calendar.weekday_from(start, number), "weekday", weak=alone)


@rule(
    "(?P<day>[DZ])(?P<part>P)?[,-]?[mo]?t?(?P<shift>R)(?P<unit>U)",
    "m?(?P<shift>R)(?P<unit>U),?[mo]?(?P<day>[DZ])",
    "(?P<day>[DZ])(?P<unit>U)",
    "(?P<day>[DZ]),?[oim]?t?(?P<unit>U)(?P<after>a)(?P<shift>R)",
    "t?(?P<unit>U)(?P<after>a)(?P<shift>R),?m?(?P<day>[DZ])",
)
def weekday_of_week(said: Said, parts: Parts) -> Meaning | None:
    """ "Tuesday next week", "next week Monday"; "Friday week" is a week after Friday."""
    if parts.word("unit") not in ("week", "working week"):
        return None
    if not parts.has("shift"):
        coming = calendar.weekday_from(said.today, parts.number("day"))
        return day(coming + timedelta(weeks=1), "weekday")
    shift = parts.number("shift")
    if shift < 0:
        return NOT_OURS
    if parts.has("after") and shift != 1:
        return None
    monday = calendar.week(said.today, 3 if parts.has("after") else shift)[0]
    found = day(monday + timedelta(days=parts.number("day")), "weekday")
    return found.in_part(parts.word("part")) if parts.has("part") else found


@rule("(?P<day>[DZ])a(?P<shift>R)")
def weekday_after_next(said: Said, parts: Parts) -> Meaning | None:
    """ "Monday after next" is a week after next Monday."""
    if parts.number("shift") != 1:
        return None
    monday, _ = calendar.week(said.today, 1)
    return day(monday + timedelta(days=7 + parts.number("day")), "weekday")


@rule("(?P<count>N)(?P<day>[Dv])l")
def weekdays_later(said: Said, parts: Parts) -> Meaning | None:
    """ "two Mondays from now": today's does not count."""
    if parts.token("day").value is None:
        return None
    first = calendar.weekday_from(said.today + timedelta(days=1), parts.number("day"))
    return day(first + timedelta(weeks=parts.number("count") - 1), "date")


@rule(
    f"(?P<shift>R)?{NTH}(?P<unit>U)?[-/,o]?o?{MONTH}{YEAR}",
    f"(?P<shift>R)?{MONTH}[-/,]?{NTH}{YEAR}",
    "(?P<month>M)[.](?P<nth>O)",
    f"{NTH}[.](?P<month>M){YEAR}",
    f"{NTH}[-/o]?{MONTH}[-/]?(?P<short>N)(?=[.,@C]|$)",
    f"{MONTH}t?(?P<nth>[OW]),?(?P<short>N)(?=[.,@C]|$)",
    f"{MONTH}[-/]{NTH}[-/](?P<short>N)(?=[.,@C]|$)",
    "(?P<nth>O)(?P<second>O)(?P<year>Y)?",
)
def day_and_month(said: Said, parts: Parts) -> Meaning | None:
    """A day and a month without a year is the next one on or after today."""
    number = parts.number("nth")
    month = parts.number("month") if parts.has("month") else parts.number("second")
    if (
        number > 99
        or month > 12
        or parts.after() == "y"
        or verb(parts)
        or parts.word("unit") not in ("", "day")
    ):
        return None
    if parts.number("shift") < 0:
        return NOT_OURS
    if parts.has("short"):
        short = parts.number("short")
        if not said.today.year % 100 <= short < 100:
            return None
        return day(date(2000 + short, month, number), "date")
    if parts.has("year"):
        return day(date(parts.number("year"), month, number), "date")
    return yearless(calendar.day_ahead(said.today, month, number))


@rule(
    f"{NTH}[-/,o]?o?{MONTH},?(?P<year>x)",
    f"{MONTH}[-/,]?{NTH},?(?P<year>x)",
)
def in_a_far_year(said: Said, parts: Parts) -> Meaning | None:
    """ "31 December 9999": a number that ends the date and is no clock time is its year, however
    far; one that counts what follows ("12 June 2500 flyers") is none."""
    year = parts.number("year")
    if year < FAR_YEAR or parts.after() in COUNTED:
        return None
    month, nth = parts.number("month"), parts.number("nth")
    return day(date(year, month, nth), "date")


def one_of_many(parts: Parts) -> bool:
    """ "one Saturday afternoon" """
    start = parts.match.start()
    return parts.before() == "N" and start > 0 and parts.tokens[start - 1].value == 1


def a_name(parts: Parts, symbol: str) -> bool:
    """Whether a word that may be a day or a month names somebody or a street: "for June Miller"."""
    named = parts.match.group() == symbol and parts.before() == "F" and parts.after() == "x"
    return named or parts.after() == "y"


def verb(parts: Parts) -> bool:
    """Whether "may 5 people" or "one may ask" is meant and not the fifth or first of May: no
    ordinal, no year, and a word after it. June and April are no verbs."""
    number = parts.token("nth")
    if parts.has("month") and parts.number("month") not in (3, 5):
        return False
    counted = parts.match.group() == "JN" or number.end - number.start > 2
    return counted and parts.match.group() in ("JN", "NJ") and parts.after() == "x"


@rule(
    "(?P<year>Y)[-/,]?(?P<month>[MJ])[-/]?t?(?P<nth>[NOW])",
    "(?P<year>Y)[-/,]?(?P<nth>[NO])[-/]?(?P<month>[MJ])",
    "(?P<month>[MJ])-(?P<year>Y)-(?P<nth>[NO])",
)
def year_first(said: Said, parts: Parts) -> Meaning:
    return day(date(parts.number("year"), parts.number("month"), parts.number("nth")), "date")


@rule("t?(?P<nth>O)", "(?<=[Cm])t?(?P<nth>N)(?=[.,@C]|$)", "(?<=F)t(?P<nth>N)(?=[.,@C]|$)")
def day_of_month(said: Said, parts: Parts) -> Meaning | None:
    """ "the 15th" is the next one on or after today; the 31st skips the short months. Without a
    deadline before it, a word after it says that it counts something else (the 15th floor)."""
    hyphened = re.match("-(?![Kjchqet])", parts.match.string[parts.match.end() :]) is not None
    if parts.after() == "y" or (
        (hyphened or parts.after() in "xUN") and parts.before() not in "Cm"
    ):
        return None
    if parts.match.group() == "N" and (parts.before() == "C" or parts.number("nth") < 10):
        return None
    if "N" in parts.match.group() and parts.number("nth") > 31:
        return None
    found = calendar.day_of_month_ahead(said.today, parts.number("nth"))
    return day(found, "date", weak=parts.match.group() == "O")


# What follows names the month, so that the number before is not this month's.
OWN_MONTH = "(?!U?[-/.]?[oi]?t?[MJ])"


@rule(
    f"(?P<day>[DZ]),?t?(?P<nth>O){OWN_MONTH}",
    f"(?P<day>[DZ]),?t(?P<nth>W){OWN_MONTH}",
    "(?P<day>D)(?P<nth>N)(?=[.,]|$)",
)
def weekday_and_number(said: Said, parts: Parts) -> Meaning | None:
    """ "Thursday the 21st": of this month or the next one in which that day is that weekday."""
    first = said.today.replace(day=1)
    for later in range(14):
        try:
            found = calendar.add_months(first, later).replace(day=parts.number("nth"))
        except ValueError:
            continue
        if found >= said.today and found.weekday() == parts.number("day"):
            return day(found, "date")
    return None


@rule("(?P<date>I)")
def written(said: Said, parts: Parts) -> Meaning:
    return day(date(*(int(str(part)) for part in parts.tuple("date"))), "date")


@rule("R?(?P<date>[Su])", "(?<=m)(?P<date>j)", "(?<=[mC])(?P<nth>N)-(?P<month>N)(?=[.,@C]|$)")
def figures(said: Said, parts: Parts) -> Meaning | None:
    """ "12/06": day first unless the locale says month first; with a 13 the only order there is."""
    if parts.has("date"):
        first, second, year, mark = parts.tuple("date")
    else:
        first, second, year, mark = parts.number("nth"), parts.number("month"), None, "-"
    if parts.match.group() == "j":
        year = mark = None
    number, month = int(str(first)), int(str(second))
    if not said.day_first and mark != ".":
        number, month = month, number
    if month > 12 >= number:
        number, month = month, number
    weak = parts.match.group() in ("u", "j", "N-N") and parts.before() + parts.after() != ".."
    if year is not None and -1 <= int(str(year)) - said.today.year <= 15:
        weak = False
    if year is None and parts.after() in "dU":
        return None
    if weak and not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    if year is None:
        return yearless(calendar.day_ahead(said.today, month, number), weak=weak)
    return day(date(int(str(year)), month, number), "date", weak=weak)


@rule("(?P<month>M)(?P<time>K)")
def day_and_half(said: Said, parts: Parts) -> Meaning | None:
    """ "5 February am" the other way round: in "Feb 5 AM" the 5 is the day."""
    number, minute, _, half = parts.tuple("time")
    if minute != 0 or half is None:
        return None
    found = calendar.day_ahead(said.today, parts.number("month"), int(str(number)))
    return day(found, "date").in_part("morning" if half == "am" else "afternoon")


@rule("(?<=f)n", "(?P<now>l)(?=[zC-])")
def now(said: Said, parts: Parts) -> Meaning | None:
    """ "between now and 12 June", "from now until Friday" begin today."""
    if parts.word("now") == "later":
        return None
    return day(said.today, weak=True)
