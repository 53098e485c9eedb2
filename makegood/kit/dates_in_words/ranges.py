"""Rules for ranges that one month or week holds: 4-22 January, from the 3rd until the 12th."""

from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.grammar import Meaning, Parts, Said, days, rule
from makegood.kit.dates_in_words.single_days import YEAR

FROM = "t?(?P<from>[NOW])"
TO = "[-zC&]t?(?P<to>[NOW])"
MONTH = "(?P<month>[MJ])"


@rule(
    f"f?{FROM}{TO}(?:U)?o?t?{MONTH}{YEAR}",
    f"f?{MONTH}f?{FROM}{TO}(?![pAkce]){YEAR}",
    f"f?{FROM}{TO}[oi]?[io]?t?(?P<shift>R)(?P<unit>U)",
    f"t?(?P<shift>R)(?P<unit>U),?f{FROM}{TO}",
    "ft?(?P<from>O)[-zC&]t?(?P<to>O)",
    f"(?P<pair>[Su])o?{MONTH}{YEAR}",
)
def days_of_a_month(said: Said, parts: Parts) -> Meaning | None:
    """ "4 to 22 January": the first such range that is not over."""
    first, last = parts.number("from"), parts.number("to")
    if parts.has("pair"):
        first, last = pair(parts)
    closing = {token.value for token in parts.tokens_said() if token.symbol == "C"}
    if not 1 <= first < last or closing - {"until"}:
        return None
    if parts.has("unit"):
        if parts.word("unit") != "month" or parts.number("shift") < 0:
            return None
        start, _ = calendar.month_on(said.today, parts.number("shift"))
        return days((start.replace(day=first), start.replace(day=last)))
    if parts.has("year"):
        year, month = parts.number("year"), parts.number("month")
        return days((date(year, month, first), date(year, month, last)))
    if parts.has("month"):
        end = calendar.day_ahead(said.today, parts.number("month"), last)
    else:
        end = calendar.day_of_month_ahead(said.today, last)
    return days((end.replace(day=first), end))


def pair(parts: Parts) -> tuple[int, int]:
    """The days of "12/13 June"; figures that hold their own year are none (0, 0)."""
    first, last, year, mark = parts.tuple("pair")
    return (int(str(first)), int(str(last))) if year is None and mark == "/" else (0, 0)


FROM_DAY, TO_DAY = "(?P<from>[DZ])", "t?(?P<to>[DZ])"
AFTER_NEXT = "t?(?P<unit>U)(?P<after>a)(?P<shift>R)"
WEEK = "t?(?P<shift>R)(?P<unit>U)"


@rule(
    f"f{FROM_DAY}[-zC&]{TO_DAY},?o?{WEEK}",
    f"{FROM_DAY}[-zC]{TO_DAY},?o?{WEEK}",
    f"{WEEK},?fm?{FROM_DAY}[-zC&]{TO_DAY}",
    f"{WEEK},?m?{FROM_DAY}[-zC]{TO_DAY}",
    f"f?{FROM_DAY}[-zC&]{TO_DAY},?o?{AFTER_NEXT}",
    f"{AFTER_NEXT},?fm?{FROM_DAY}[-zC&]{TO_DAY}",
)
def days_of_a_week(said: Said, parts: Parts) -> Meaning | None:
    """ "Wednesday to Friday next week", "next week between Wednesday and Friday" """
    first, last = parts.number("from"), parts.number("to")
    if parts.word("unit") not in ("week", "working week") or parts.number("shift") < 0:
        return None
    if parts.has("after") and parts.number("shift") != 1:
        return None
    monday, _ = calendar.week(said.today, 3 if parts.has("after") else parts.number("shift"))
    found = monday + timedelta(days=first), monday + timedelta(days=last)
    return days(found) if first < last else None
