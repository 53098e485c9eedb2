"""From phrases to answers: a day and its time joined, ranges closed, the cue before them found."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from makegood.kit.dates_in_words.clock import hour_of, instant
from makegood.kit.dates_in_words.days import add_months, weekday_from
from makegood.kit.dates_in_words.grammar import (
    BROKEN,
    NOT_OURS,
    Hour,
    Meaning,
    Phrase,
    Said,
    phrases,
)
from makegood.kit.dates_in_words.token import Token

DAY = timedelta(days=1)
# "1 October to 7 November" said in between: October is this year's, not the next. A range of days
# that would grow longer than this by it was not meant.
LONG = timedelta(days=200)
HOURLY = {"hour", "bare hour", "part", "hours"}
DAYS = ("date", "weekday", "days", "limit")
BESIDE = re.compile(r"~?[,.-]{0,2}[@miofCuF~]*t?,?")
OFFSET = re.compile(r"m?t?")
LIST = re.compile(r",?&?m?t?")
RANGE = re.compile(r",?t?[-zu&/]t?[mf]?t?")
CUE_BEFORE = re.compile(r"(?:(?P<deadline>[CL])[t@iF~,]*|(?P<on>m)[t~]*|(?P<weak>[iFb@w])[t~]*)$")
BEGINNING_BEFORE = re.compile(r"[as][t~m@]*$")
DEADLINES = ("by", "until", "before")
MARKS = ".,"
LATEST_AFTER = re.compile(r",?(?:L|C(?=[.,]|$))")


@dataclass(frozen=True)
class Answer:
    """A day, range or instant that a sentence names; `cue` is by, until, before, on, at, other or
    "" where there is none."""

    start: int
    end: int
    first: date | None
    last: date | None
    at: datetime | None
    cue: str

    @property
    def rank(self) -> int:
        """How much it looks like a due: a deadline before a plain "on", that before the rest."""
        return {"by": 2, "until": 2, "before": 2, "on": 1}.get(self.cue, 0)


def joined(said: Said, tokens: Sequence[Token]) -> list[Phrase]:
    """The phrases of the sentence; neighbours that say one thing (a day and its hour, then two ends
    of a range) joined."""
    found = phrases(said, tokens)
    for join in (join_beside, join_offset, join_range):
        found = fold(found, tokens, join)
    return found


Join = Callable[[Meaning, Meaning, str, str], Meaning | None]


def fold(row: list[Phrase], tokens: Sequence[Token], join: Join) -> list[Phrase]:
    symbols = "".join(gap_symbol(token) for token in tokens)
    found: list[Phrase] = []
    for phrase in row:
        meaning = None
        if found and "broken" not in (found[-1].meaning.tag, phrase.meaning.tag):
            gap = symbols[found[-1].end : phrase.start]
            before = symbols[max(0, found[-1].start - 3) : found[-1].start]
            with suppress(ValueError, OverflowError):
                meaning = join(found[-1].meaning, phrase.meaning, gap, before)
        if meaning is None:
            found.append(phrase)
        else:
            found[-1] = Phrase(found[-1].start, phrase.end, meaning)
    return found


def gap_symbol(token: Token) -> str:
    """The token's symbol; "until" is u, for it may close a range."""
    return "u" if token.value == "until" else token.symbol


def join_beside(a: Meaning, b: Meaning, gap: str, before: str) -> Meaning | None:
    """ "Friday at 5", "5pm on Friday", "Friday, 12 June", "tomorrow before noon" """
    if not BESIDE.fullmatch(gap):
        return None
    if NOT_OURS in (a, b):
        # "yesterday at 5pm", "every Monday at 8": the hour goes with the day.
        return NOT_OURS if (b if a is NOT_OURS else a).tag in HOURLY else None
    if a.move or b.move:
        return None
    if one_day(a) and one_day(b):
        return join_days(a, b, gap)
    if {a.tag, b.tag} & HOURLY:
        return join_hour(a, b)
    return None


def join_offset(a: Meaning, b: Meaning, gap: str, before: str) -> Meaning | None:
    """ "two weeks before Christmas", "the Friday after 12 June", "a week from the end of June" """
    if a.move is None or b.first is None or b.last is None or not OFFSET.fullmatch(gap):
        return None
    first, last = a.move((b.first, b.last))
    return Meaning("days", first, last, over=b.over)


def one_day(meaning: Meaning) -> bool:
    return meaning.tag in DAYS and meaning.first == meaning.last


def join_range(a: Meaning, b: Meaning, gap: str, before: str) -> Meaning | None:
    """ "from Monday to Friday", "between 3 December and 9 January"; of hours the day is left."""
    if NOT_OURS in (a, b) or a.over or b.over or not RANGE.fullmatch(gap):
        return None
    if "/" in gap and "date" in (a.tag, b.tag):
        return None
    if "&" in gap and not re.search(r"f[t@]?$", before):
        return None
    if a.tag in ("hour", "bare hour") and (b.tag == "hour" or b.hour):
        return replace(b, tag="hours" if b.first is None else b.tag, hour=None, weak=False)
    if a.hour and one_day(a) and b.tag in ("hour", "bare hour"):
        return replace(a, hour=None)
    if a.tag not in DAYS or b.tag not in DAYS or a.first is None or b.last is None:
        return None
    first, last = a.first, b.last
    if last <= first and b.tag == "weekday":
        last = weekday_from(first, last.weekday())
    if a.yearless and not b.yearless and b.tag == "date":
        first = add_months(first, 12 * (last.year - first.year))
    longest = LONG if a.tag == "date" else 2 * LONG
    if last < first and last - (earlier := add_months(first, -12)) < longest:
        first = earlier
    return Meaning("days", first, last) if first <= last else None


def join_days(a: Meaning, b: Meaning, gap: str) -> Meaning | None:
    """ "Friday, 12 June" is the date; two weekdays side by side stay two."""
    if {a.tag, b.tag} != {"weekday", "date"} or re.search("[Cu-]", gap):
        return None
    named = a if a.tag == "date" else b
    return replace(named, hour=a.hour or b.hour, part=a.part or b.part, weak=False)


def join_hour(a: Meaning, b: Meaning) -> Meaning | None:
    """A day, a part of a day and an hour, in any order; a range of days takes no hour."""
    if any(m.tag in DAYS and not one_day(m) for m in (a, b)) or "instant" in (a.tag, b.tag):
        return None
    if (a.hour and b.hour) or (one_day(a) and one_day(b)):
        return None
    main, other = (b, a) if one_day(b) and not one_day(a) else (a, b)
    if other.tag == "hours":
        return replace(main, weak=False) if one_day(main) else None
    part = main.part if main.part not in (None, "end") else other.part or main.part
    tag = main.tag if one_day(main) else "hour" if main.hour or other.hour else main.tag
    # A part of the day makes sure of the hour ("20 past eight in the evening"), an hour of a day.
    tags = {a.tag, b.tag}
    surely = "hour" in tags and ("date" in tags or ("part" in tags and part != "end"))
    weak = main.weak and other.weak and not surely
    return replace(main, tag=tag, hour=main.hour or other.hour, part=part, weak=weak)


def answers(said: Said, tokens: Sequence[Token]) -> tuple[list[Answer], list[Phrase]]:
    """What the sentence says about when, and the phrases that look like a date but are none."""
    symbols = "".join(token.symbol for token in tokens)
    found: list[Answer] = []
    broken = []
    for phrase in joined(said, tokens):
        listed = bool(found) and LIST.fullmatch(symbols[found[-1].end : phrase.start]) is not None
        try:
            answer = answer_of(said, tokens, symbols, phrase, listed=listed)
        except (ValueError, OverflowError):
            # An hour that no clock shows, or a day beyond the calendar's ends.
            broken.append(phrase)
        else:
            found += [answer] if answer else []
            broken += [phrase] if phrase.meaning is BROKEN else []
    return found, broken


def answer_of(
    said: Said, tokens: Sequence[Token], symbols: str, phrase: Phrase, *, listed: bool
) -> Answer | None:
    """The phrase with its cue; None where a cue is wanting or it only says a beginning. What is
    `listed` beside another date ("on 3/4, 5/4 or 6/4") needs no cue of its own."""
    window = symbols[max(0, phrase.start - 6) : phrase.start]
    if phrase.meaning in (NOT_OURS, BROKEN) or BEGINNING_BEFORE.search(window):
        return None
    cue, start = "other" if listed and phrase.meaning.tag == "date" else "", phrase.start
    if before := CUE_BEFORE.search(window):
        cue = (
            "on" if before["on"] else "at" if before["weak"] and "@" in before["weak"] else "other"
        )
        if before["weak"] is None:
            start = phrase.start - len(window) + before.start()
        if before["deadline"]:
            cue = str(tokens[start].value or "by")
    within = [t for t in tokens[phrase.start : phrase.end] if t.symbol == "C"]
    if within and not before:
        cue = "by"
    end = phrase.end
    if latest := LATEST_AFTER.match(symbols, end):
        cue, end = "by", latest.end()
    alone = not symbols[:start].strip(MARKS) and not symbols[end:].strip(MARKS)
    told = alone or (cue in DEADLINES and "H" not in symbols[:start])
    if phrase.meaning.over and not told:
        return None
    return settle(said, phrase.meaning, Answer(start, end, None, None, None, cue))


def settle(said: Said, meaning: Meaning, answer: Answer) -> Answer | None:
    """The answer with its day, range or instant."""
    if meaning.weak and not cue_enough(meaning, answer.cue):
        return None
    if meaning.at is not None:
        return replace(answer, at=meaning.at)
    if meaning.tag in ("hours", "part") and meaning.first is None:
        return None
    if meaning.hour is not None:
        return replace(answer, at=at_hour(said, meaning, meaning.hour))
    first, last = meaning.first, meaning.last
    if first is None or last is None:
        return None
    if answer.cue == "before" and meaning.tag != "limit" and meaning.part != "end":
        first = last = first - DAY
        if last < said.today and not meaning.over:
            return None
    return replace(answer, first=first, last=last)


def cue_enough(meaning: Meaning, cue: str) -> bool:
    """A number that may be an hour ("by 5") needs a day; a time that may be something else (4:30)
    a deadline or "at"."""
    if meaning.tag in ("hour", "bare hour"):
        return meaning.tag == "hour" and cue in ("by", "until", "before", "at")
    return cue != ""


def at_hour(said: Said, meaning: Meaning, hour: Hour) -> datetime:
    """The instant of an hour on its day; without a day, the next time the clock shows it."""
    clock = hour_of(hour.hour, hour.minute, hour.half, meaning.part, hour.second)
    if meaning.first is not None:
        return instant(meaning.first, clock, said.zone)
    today = instant(said.today, clock, said.zone)
    return today if today >= said.now else instant(said.today + DAY, clock, said.zone)
