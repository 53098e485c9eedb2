"""Rules for what stands before or after another day: two weeks before Christmas, the Friday after
12 June, the week before Easter, the day before the deadline that follows.

The rule reads how far and which way; the day that it counts from is any phrase after it, and
`sentence.py` joins the two.
"""

from datetime import timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.grammar import Meaning, Moved, Parts, Said, rule

DAY = timedelta(days=1)
# What a day that can be counted from begins with.
A_DATE = "(?=t?(?:X|[NO]o?[MJ]|[MJ]t?[NOW]|[ISuE]|RD|D|[OW](?![xUDP])))"
SIZES = ("day", "working day", "week", "fortnight", "month", "quarter", "year")


def backwards(parts: Parts) -> bool | None:
    """Whether the phrase says before; None where it says a deadline that is none ("by")."""
    way = parts.token("way")
    if way.symbol == "C":
        return True if way.value == "before" else None
    return False


@rule(
    "(?P<count>[Nd])(?P<unit>U)(?P<way>[faC])",
    "[tm](?P<unit>U)(?P<way>[aC])",
    f"t?P(?P<way>[aC]){A_DATE}",
)
def so_many(said: Said, parts: Parts) -> Meaning | None:
    """ "3 working days before", "a week after", "the day before"; "the week before" and "the
    weekend after" are those seven or two days."""
    back, unit = backwards(parts), parts.word("unit") or "day"
    if back is None or unit not in (*SIZES, "weekend"):
        return None
    if not parts.has("count") and unit not in ("day", "working day"):
        return Meaning("offset", move=lambda days: beside(days, unit, back))
    if unit == "weekend":
        return None
    count = (parts.amount("count") if parts.has("count") else 1) * (-1 if back else 1)

    def move(found: Moved) -> Moved:
        moved = calendar.plus(found[0] if back else found[1], count, unit, said.is_working_day)
        return moved, moved

    return Meaning("offset", move=move)


@rule(
    "F?(?P<count>[Nd])(?P<unit>U),?b",
    "F(?P<count>[Nd])(?P<unit>U),?f",
    "F?(?P<count>[Nd])(?P<unit>G)",
)
def beginning(said: Said, parts: Parts) -> Meaning | None:
    """ "3 days starting next Monday", "for a week from 20 December": that many days, the first one
    counted. Without "for" or "starting" it is "a week from Friday", one day."""
    unit, count = parts.word("unit"), parts.amount("count")
    if unit not in SIZES:
        return None

    def move(found: Moved) -> Moved:
        end = calendar.plus(found[0], count, unit, said.is_working_day)
        return found[0], end - DAY

    return Meaning("offset", move=move)


def beside(found: Moved, unit: str, back: bool) -> Moved:
    """The week, weekend, month or year just before or after the days."""
    first, last = found
    if unit == "weekend":
        saturday = calendar.weekday_from(last + DAY, 5)
        return (
            calendar.weekend(calendar.monday(first) - DAY) if back else (saturday, saturday + DAY)
        )
    if unit == "month":
        return calendar.month_on(first if back else last, -1 if back else 1)
    if unit == "year":
        return calendar.year(first.year - 1 if back else last.year + 1)
    return calendar.week(first - 7 * DAY) if back else calendar.week(last + 7 * DAY)


@rule(f"t?(?P<day>[DZ])(?P<way>[aC]){A_DATE}")
def nearest_weekday(said: Said, parts: Parts) -> Meaning | None:
    """ "the Friday before Christmas", "the Monday after 12 June" """
    back, number = backwards(parts), parts.number("day")
    if back is None:
        return None

    def move(found: Moved) -> Moved:
        start = found[0] - 7 * DAY if back else found[1] + DAY
        day = calendar.weekday_from(start, number)
        return day, day

    return Meaning("offset", move=move)
