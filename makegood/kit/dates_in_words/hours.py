"""Rules for clock times and parts of the day: 3pm, 15:00, at 5, half past seven, noon, tonight."""

import re
from datetime import time, timedelta

from makegood.kit.dates_in_words.clock import AFTERNOON_HOURS
from makegood.kit.dates_in_words.grammar import NOT_OURS, Hour, Meaning, Parts, Said, clock, rule


@rule("(?P<time>K)k?", "(?P<time>j)k?")
def figures(said: Said, parts: Parts) -> Meaning:
    """ "15:00", "3pm"; "2.30" only beside a day, and so is "4:30": it may be a score or a ratio."""
    hour, minute, second, half = parts.tuple("time")
    said_hour = Hour(
        int(str(hour)), int(str(minute)), int(str(second)), str(half) if half else None
    )
    return Meaning("hour", hour=said_hour, weak=parts.token("time").symbol == "j" or half is None)


@rule("(?P<hour>N)(?P<minute>N)?(?P<half>A)")
def spoken(said: Said, parts: Parts) -> Meaning | None:
    """ "three pm", "eight forty am" """
    hour, minute = parts.number("hour"), parts.number("minute")
    if hour > 12:
        return None
    return Meaning("hour", hour=Hour(hour, minute, half=parts.word("half")))


@rule("f?(?P<from>[NK])[-zC&](?P<to>K)")
def from_to(said: Said, parts: Parts) -> Meaning | None:
    """ "2-4pm", "from 9 to 5:30": hours of a day, of which the day is left."""
    if parts.token("from").symbol == "N" and not 1 <= parts.number("from") <= 24:
        return None
    between = parts.match.group()[0] == "f" or "&" not in parts.match.group()
    until = {token.value for token in parts.tokens_said() if token.symbol == "C"} <= {"until"}
    return Meaning("hours", weak=True) if between and until else None


@rule("(?P<hour>N)k(?P<half>A)?(?P<minute>N(?![MJo]))?")
def o_clock(said: Said, parts: Parts) -> Meaning | None:
    """ "5 o'clock", "15 Uhr 30" """
    if parts.number("hour") > 24:
        return None
    half = parts.word("half") or None
    return Meaning("hour", hour=Hour(parts.number("hour") % 24, parts.number("minute"), half=half))


@rule("(?P<h>h)(?P<hour>N)(?P<half>A)?", "(?P<h>h)(?P<at>K)")
def half_hour(said: Said, parts: Parts) -> Meaning | None:
    """ "half three" is half past; German "halb drei" half an hour before three."""
    if parts.token("h").value != "to":
        return None if parts.after() in "xU" else past_or_to(said, parts)
    hour = parts.number("hour")
    if not 1 <= hour <= 12:
        return None
    half = "pm" if hour in AFTERNOON_HOURS or hour == 12 else "am"
    return Meaning("hour", hour=Hour((hour - 1) or 12, 30, half=half), weak=True)


@rule(
    "(?:(?P<h>h)|d?(?P<q>q)|(?P<minute>N)U?)(?:(?P<p>[pa])|[zC])(?P<hour>N)k?(?P<half>A)?",
    "(?:(?P<h>h)|(?P<q>q))(?P<p>p)(?P<at>K)",
)
def past_or_to(said: Said, parts: Parts) -> Meaning | None:
    """ "half past seven", "a quarter to 8", "20 past eight" """
    minute = 30 if parts.has("h") else 15 if parts.has("q") else parts.number("minute")
    hour, half = parts.number("hour"), parts.word("half") or None
    if parts.has("at"):
        said_hour, _, _, said_half = parts.tuple("at")
        hour, half = int(str(said_hour)), str(said_half) if said_half else None
    if not 1 <= hour <= 12 or minute > 59 or not to_the_hour(parts):
        return None
    if parts.has("minute") and "U" not in parts.match.group() and minute % 5:
        return None
    if not (parts.has("p") or parts.has("h")):
        # "a quarter to seven" is in the morning because seven is.
        half = half or ("pm" if hour in AFTERNOON_HOURS or hour == 12 else "am")
        hour, minute = (hour - 1) or 12, 60 - minute
    return Meaning("hour", hour=Hour(hour, minute, half=half), weak=True)


def to_the_hour(parts: Parts) -> bool:
    """Whether the words between are "to" or "before", and minutes are what is counted."""
    said = {(token.symbol, token.value) for token in parts.tokens_said() if token.symbol in "CU"}
    return said <= {("C", "before"), ("U", "minute")}


@rule("(?P<hour>N)?(?P<noon>c)")
def noon(said: Said, parts: Parts) -> Meaning | None:
    """Noon is an instant; midnight, like the close of business, is the end of its day."""
    if parts.number("hour", 12) != 12:
        return None
    value = parts.token("noon").value
    return clock(value) if isinstance(value, time) else None


@rule("(?P<hour>N)(?P<minute>N)?U?")
def bare(said: Said, parts: Parts) -> Meaning | None:
    """ "at 5", "by 5": an hour only beside a day ("tomorrow at 5"); alone it may be anything."""
    ends = parts.before() == "T" and parts.after() in ".,"
    if parts.has("minute") and dictated(parts):
        return Meaning(
            "bare hour", hour=Hour(parts.number("hour") % 24, parts.number("minute")), weak=True
        )
    if parts.match.group() == "N" and 5 <= parts.number("hour") <= 11 and tonight(parts):
        return Meaning("bare hour", hour=Hour(parts.number("hour")), weak=True)
    spoken_after_day = (parts.has("minute") and parts.before() in "ODT") or ends
    if parts.match.group().endswith("U") and not (
        parts.has("minute") and parts.tokens[parts.match.end() - 1].value == "minute"
    ):
        return None
    if not (spoken_after_day or parts.before() in "@C~") or parts.after() in "xUMJN-/&":
        return None
    if not 0 < parts.number("hour") <= 24:
        return None
    if parts.has("minute") and not 10 <= parts.number("minute") < 60:
        return None
    said_hour = Hour(parts.number("hour") % 24, parts.number("minute"))
    return Meaning("bare hour", hour=said_hour, weak=True)


def dictated(parts: Parts) -> bool:
    """Whether both numbers are words that can be an hour and its minutes: "seven thirty"."""
    words = all(
        token.end - token.start > 2 for token in (parts.token("hour"), parts.token("minute"))
    )
    known = 1 <= parts.number("hour") <= 12 and 10 <= parts.number("minute") < 60
    return words and known and parts.after() not in "xUMJN"


@rule("(?P<hour>N)(?P<minute>N)?[i@]t?(?P<part>P)")
def hour_in_part(said: Said, parts: Parts) -> Meaning | None:
    """ "8 in the evening", "eleven at night" """
    if not 1 <= parts.number("hour") <= 12 or parts.number("minute") > 59:
        return None
    hour = Hour(parts.number("hour"), parts.number("minute"))
    return Meaning("hour", hour=hour, part=parts.word("part"), weak=True)


def tonight(parts: Parts) -> bool:
    """Whether a part of this day follows: "7 tonight", "10, this morning"."""
    return re.match(",?(Q|RP)", parts.match.string[parts.match.end() :]) is not None


@rule("(?:it)?(?:E-?[io]?t?)?(?P<part>P)")
def part_of_day(said: Said, parts: Parts) -> Meaning | None:
    """ "in the afternoon", "late afternoon" """
    return Meaning("part", part=parts.word("part"), weak=True)


@rule("(?:E-?)?(?P<shift>R)(?P<part>P)")
def this_part(said: Said, parts: Parts) -> Meaning:
    """ "this afternoon" is today, "next morning" is tomorrow's."""
    shift = parts.number("shift")
    if shift < 0:
        return NOT_OURS
    if shift and "H" in parts.match.string[: parts.match.start()]:
        return NOT_OURS
    today = said.today + timedelta(days=min(shift, 1))
    return Meaning("days", today, today, part=parts.word("part"))


@rule("(?P<hour>N)?e")
def close_of_day(said: Said, parts: Parts) -> Meaning | None:
    """ "end of day", "midnight", "close of business" (the kit knows no office hours): the day."""
    if parts.number("hour", 12) != 12:
        return None
    return Meaning("part", said.today, said.today, part="end")
