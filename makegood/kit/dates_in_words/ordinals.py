"""Rules for what is counted within a month or a week: the first Monday of May, the 20th of next
month, the last working day of June, the first week of March."""

from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, days, rule
from makegood.kit.dates_in_words.single_days import MONTH, YEAR

DAY = timedelta(days=1)


@rule(
    "t?(?P<nth>[ONR])(?:U)?[oi]t?(?P<shift>R)?(?P<unit>U)",
    "t?(?P<nth>W)ot?(?P<shift>R)?(?P<unit>U)",
    "t?(?P<nth>O)(?P<shift>R)(?P<unit>U)",
    "(?P<shift>R)(?P<unit>U),?m?t?(?P<nth>O)",
)
def day_of_this_month(said: Said, parts: Parts) -> Meaning | None:
    """ "the 20th of next month", "the first of the month", "the last of this month" """
    if parts.word("unit") != "month" or "Ni" in parts.match.group():
        return None
    if parts.number("shift") < 0:
        return NOT_OURS
    start, end = calendar.month_on(said.today, parts.number("shift"))
    if parts.token("nth").symbol == "R":
        return day(end, "date") if parts.match.group().count("U") == 1 and last(parts) else None
    if parts.token("nth").symbol == "W" and not parts.has("shift"):
        return day(calendar.day_of_month_ahead(said.today, parts.number("nth")), "date")
    return day(start.replace(day=parts.number("nth")), "date")


@rule(
    "t?(?P<nth>[OWR])(?P<day>[DZ])(?P<part>P)?[oi]t?(?P<shift>R)?(?P<unit>U)",
    f"t?(?P<nth>[OWR])(?P<day>[DZ])(?P<part>P)?[oi]?{MONTH}{YEAR}",
)
def nth_weekday(said: Said, parts: Parts) -> Meaning | None:
    """ "the first Monday of next month", "the last Friday in June" """
    if not ordinal(parts):
        return None
    if parts.has("month"):
        days = month_of(said, parts)
    elif parts.word("unit") == "month":
        days = calendar.month_on(said.today, parts.number("shift"))
    else:
        return None
    found = calendar.nth_weekday(days, parts.number("nth"), parts.number("day"))
    if found < said.today and parts.has("unit") and parts.number("shift") == 0:
        days = calendar.month_on(said.today, 1)
        found = calendar.nth_weekday(days, parts.number("nth"), parts.number("day"))
    if found < said.today and parts.has("month") and not parts.has("year"):
        days = calendar.month(days[0].year + 1, days[0].month)
        found = calendar.nth_weekday(days, parts.number("nth"), parts.number("day"))
    if found < said.today:
        return NOT_OURS
    return (
        day(found, "date").in_part(parts.word("part")) if parts.has("part") else day(found, "date")
    )


def last(parts: Parts) -> bool:
    return parts.token("nth").symbol == "R" and parts.number("nth") == -1


def ordinal(parts: Parts) -> bool:
    """Whether "nth" counts: first, 2nd, last; "this" and "next" do not."""
    return parts.token("nth").symbol != "R" or parts.number("nth") == -1


def month_of(said: Said, parts: Parts) -> calendar.Days:
    """The month that the phrase names, in its year or the next time it comes."""
    if parts.has("year"):
        return calendar.month(parts.number("year"), parts.number("month"))
    return calendar.month_ahead(said.today, parts.number("month"))


@rule(
    "t?(?P<nth>[OWRN])(?P<unit>U)[oi]t?(?:(?P<next>R)?(?P<of>[Uq])|(?P<month>[MJ])(?:,?o?(?P<year>Y))?)"
)
def nth_day(said: Said, parts: Parts) -> Meaning | None:
    """ "the last day of June", "the third working day of next month" """
    if parts.word("unit") not in ("day", "working day") or not ordinal(parts):
        return None
    if parts.has("month"):
        found = month_of(said, parts)
    elif parts.word("of") in ("week", "month", "quarter", "year"):
        found = calendar.stretch(said.today, parts.word("of"), parts.number("next"))
    else:
        return None
    return day(counted_day(said, found, parts.number("nth"), parts.word("unit")), "date")


@rule(
    "t?(?P<nth>[WR])(?P<count>N)(?P<unit>U)[oi]t?(?P<shift>R)?(?P<of>[Uq])",
    "t?(?P<nth>[WR])(?P<count>N)(?P<unit>U)[oi](?P<month>[MJ])(?:,?o?(?P<year>Y))?",
    "t?(?P<nth>[WR])(?P<count>N)(?P<unit>U)[oi]t?(?P<year>Y)",
    "t?(?P<nth>[WR])(?P<unit>U)[oi]t?(?P<year>Y)",
    "t?(?P<nth>[WR])(?P<unit>U)[oi]t?(?P<shift>R)?(?P<of>[Uq])",
)
def first_few(said: Said, parts: Parts) -> Meaning | None:
    """ "the first two weeks of June", "the last 3 days of the month", "the third month of 2027" """
    if not ordinal(parts) or (parts.has("count") and parts.number("nth") not in (1, -1)):
        return None
    whole = stretch_of(said, parts)
    if whole is None or parts.word("unit") not in ("day", "week", "month"):
        return None
    nth, count = parts.number("nth"), parts.number("count", 1)
    ends = (nth, count) if nth == 1 else (nth, nth) if nth > 1 else (-count, -1)
    first, last = (counted_unit(whole, parts.word("unit"), end) for end in ends)
    return days((first[0], last[1]))


def stretch_of(said: Said, parts: Parts) -> calendar.Days | None:
    """The month, quarter or year that the phrase counts in."""
    if parts.has("month"):
        return month_of(said, parts)
    if parts.has("year"):
        return calendar.year(parts.number("year"))
    if parts.word("of") in ("month", "quarter", "year"):
        return calendar.stretch(said.today, parts.word("of"), parts.number("shift"))
    return None


def counted_unit(whole: calendar.Days, unit: str, nth: int) -> calendar.Days:
    """The nth day, week or month within the days, from their end where nth is negative."""
    first, last = whole
    if unit == "week":
        week = calendar.nth_week(whole, 1 if nth > 0 else -1)
        return calendar.week(week[0] + (nth - (1 if nth > 0 else -1)) * 7 * DAY)
    if unit == "month":
        start = calendar.add_months(first if nth > 0 else last, nth - 1 if nth > 0 else nth + 1)
        return calendar.month(start.year, start.month)
    found = first + (nth - 1) * DAY if nth > 0 else last + (nth + 1) * DAY
    return found, found


def counted_day(said: Said, found: calendar.Days, nth: int, unit: str) -> date:
    """The nth day or working day within the days; nth -1 is the last."""
    before = found[1] + DAY if nth < 0 else found[0] - DAY
    counted = calendar.plus(before, nth, unit, said.is_working_day)
    if not found[0] <= counted <= found[1]:
        raise ValueError("no such day")
    return counted


@rule(
    "t?(?P<nth>[OWR])(?P<unit>U)[oi](?P<month>[MJ])(?:,?o?(?P<year>Y))?",
    "t?(?P<nth>[OWR])(?P<unit>U)[oi]t?(?P<shift>R)?(?P<of>U)",
    "t?(?P<nth>[OWR])(?P<unit>U)[oi](?P<year>Y)",
)
def nth_week(said: Said, parts: Parts) -> Meaning | None:
    """ "the first week of March", "the last week of this month" """
    if parts.word("unit") == "weekend" and ordinal(parts):
        return nth_weekend(said, parts)
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


def nth_weekend(said: Said, parts: Parts) -> Meaning | None:
    """ "the first weekend of December" begins on its first Saturday."""
    whole = stretch_of(said, parts)
    if whole is None or parts.word("of") not in ("", "month"):
        return None
    saturday = calendar.nth_weekday(whole, parts.number("nth"), 5)
    return days((saturday, saturday + DAY))
