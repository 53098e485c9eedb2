"""Rules that count from now or from a day: in two weeks, within 3 days, in 10 working days, in an
hour."""

from datetime import date, timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.clock import later
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, days, rule
from makegood.kit.dates_in_words.offsets import SIZES
from makegood.kit.dates_in_words.single_days import figures, written
from makegood.kit.dates_in_words.stretches import CLOCK_UNITS

HOURS = {"hour": 1, "minute": 1 / 60, "second": 1 / 3600}


@rule("(?P<shift>R)(?P<count>N)(?P<unit>U)", "(?P<count>N)(?P<shift>R)(?P<unit>U)")
def next_few(said: Said, parts: Parts) -> Meaning | None:
    """ "the next two weeks": from tomorrow; "within the next 3 days" counts as "within 3 days"."""
    if parts.number("shift") < 0:
        return NOT_OURS
    unit = parts.word("unit")
    if parts.number("shift") == 0:
        return None
    if unit in CLOCK_UNITS:
        return Meaning(
            "instant", at=later(said.now, said.zone, **{CLOCK_UNITS[unit]: parts.amount("count")})
        )
    if unit == "quarter":
        begins, _ = calendar.stretch(said.today, unit, 1)
        last = calendar.add_months(begins, 3 * int(parts.amount("count")))
        return days((begins, last - timedelta(days=1)))
    first = said.today + timedelta(days=1)
    if parts.before() == "w":
        return days((said.today, counted(said, parts, said.today)))
    return days((first, counted(said, parts, said.today)))


def counted(said: Said, parts: Parts, start: date) -> date:
    count = parts.amount("count") if parts.has("count") else 1.0
    return calendar.plus(start, count, parts.word("unit"), said.is_working_day)


AMOUNT = r"d?~?(?P<count>[Nd])\+?(?P<unit>U)\+?"
MORE = r"(?:,?&?[Nd]\+?U\+?){0,3}"


@rule(
    f"(?P<within>w)~?t?R?(?:{AMOUNT}|(?P<one>U)){MORE}",
    f"i~?{AMOUNT}{MORE}",
    f"{AMOUNT}{MORE}(?P<later>l)",
    f"(?P<within>w)~?t?R?{AMOUNT}(?:l|oT)",
)
def from_now(said: Said, parts: Parts) -> Meaning | None:
    """ "in two weeks" is that day, "in an hour" that instant, "within 3 days" today to that day.
    What a story tells ("the soup came in ten minutes", "an hour later") is none."""
    return count_on(said, parts)


def amounts(parts: Parts) -> list[tuple[float, str]]:
    """The (count, unit) pairs of a phrase: 1 day 5 hours; a unit without a count is one."""
    found, count = [], 1.0
    for token in parts.tokens_said():
        if token.symbol in "Nd" and isinstance(token.value, int | float):
            count = float(token.value)
        elif token.symbol == "U":
            found.append((count, str(token.value)))
            count = 1.0
        elif token.symbol == "+" and isinstance(token.value, float):
            # "two and a half hours", "an hour and a half"
            count += token.value
            if found:
                found[-1] = (found[-1][0] + token.value, found[-1][1])
                count = 1.0
    return found


def a_story(parts: Parts, clock_only: bool) -> bool:
    """Whether the count belongs to something told: after a verb of the past, or where more follows
    ("ten minutes later, the waiter says")."""
    told = "H" in parts.match.string[: parts.match.start()]
    goes_on = parts.has("later") and parts.token("later").value == "later" and parts.after() != "."
    return (told and (clock_only or parts.has("later"))) or (clock_only and goes_on)


def count_on(said: Said, parts: Parts) -> Meaning | None:
    counts = amounts(parts)
    if any(unit not in SIZES and unit not in CLOCK_UNITS for _, unit in counts):
        return None
    clock_only = all(unit in CLOCK_UNITS for _, unit in counts)
    if a_story(parts, clock_only):
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
    if "tU" in parts.match.group() and parts.word("one") in calendar.STRETCHES:
        found = calendar.stretch(said.today, parts.word("one"), 0)[1]
    return days((said.today, found))


@rule(
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<day>T)",
    "(?P<count>[Nd])(?P<weeks>U)(?P<day>T)",
    "(?P<day>T)i(?P<count>[Nd])(?P<weeks>U)",
    "(?P<count>[Nd])(?P<weeks>U)(?P<weekday>D)",
    "(?P<day>T)(?P<weeks>U)",
    "(?P<count>[Nd])(?P<weeks>U)m(?P<weekday>[DZ])",
    "(?P<weekday>D)(?P<weeks>U)",
    "(?P<weekday>D),?i(?P<count>[Nd])(?P<weeks>U)",
    "(?P<count>[Nd])(?P<unit>U)[fa]t?(?P<shift>R)?(?P<weekday>[DZ])",
    "(?P<count>[Nd])(?P<unit>U)[fa]t?(?P<nth>[NO])o?(?P<month>[MJ])",
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<month>[MJ])(?P<nth>[NO])",
    "(?P<count>[Nd])(?P<unit>U)[fa](?P<date>[SI])",
    "(?P<count>[Nd])(?P<unit>U)fn",
)
def from_a_day(said: Said, parts: Parts) -> Meaning | None:
    """ "two days from tomorrow", "a week from Friday", "2 weeks after 12 June"; "a week today",
    "two weeks on Friday", "Friday in two weeks" and "Friday fortnight" of weeks only."""
    if parts.has("weeks"):
        sizes = SIZES if parts.has("day") and parts.has("count") else ("week", "fortnight")
        if parts.word("weeks") not in sizes:
            return None
        count = parts.amount("count") if parts.has("count") else 1
        start = start_of(said, parts)
        return day(calendar.plus(start, count, parts.word("weeks"), said.is_working_day))
    if parts.word("unit") not in SIZES:
        return count_on(said, parts)
    start = start_of(said, parts)
    return day(counted(said, parts, start))


@rule(
    "[iw]~?t?(?P<from>N)[-z&C](?P<count>N)(?P<unit>U)", "[iw]~?(?P<from>d)(?P<unit>U)&(?P<count>N)"
)
def from_to_now(said: Said, parts: Parts) -> Meaning | None:
    """ "in 2-3 days", "in two or three weeks", "in a day or two"; of hours the later."""
    unit = parts.word("unit")
    if unit in CLOCK_UNITS:
        ends = later(said.now, said.zone, **{CLOCK_UNITS[unit]: parts.amount("count")})
        return Meaning("instant", at=ends)
    if unit not in SIZES:
        return None
    first = calendar.plus(said.today, parts.amount("from"), unit, said.is_working_day)
    return days((first, counted(said, parts, said.today)))


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


@rule(f"{AMOUNT}{MORE}[.]?$")
def nothing_else(said: Said, parts: Parts) -> Meaning | None:
    """ "2 weeks" as the whole of an answer is two weeks from now."""
    return count_on(said, parts) if parts.match.start() == 0 else None
