"""The machinery of the grammar: rules over rows of symbols, and what a phrase means.

A rule is a regular expression over one-letter symbols (`language.py`) with named groups, and a
function that turns the matched tokens into a Meaning. At every place the longest match wins; among
equals the rule that was written first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from makegood.kit.dates_in_words.first_symbols import first_symbols
from makegood.kit.dates_in_words.token import Token


@dataclass(frozen=True)
class Said:
    """When and where the sentence was said."""

    now: datetime
    zone: ZoneInfo
    today: date
    day_first: bool
    is_working_day: Callable[[date], bool]


Moved = tuple[date, date]


@dataclass(frozen=True)
class Hour:
    """A clock time as it was said; `half` is am, pm or None."""

    hour: int
    minute: int = 0
    second: int = 0
    half: str | None = None


@dataclass(frozen=True)
class Meaning:
    """What a phrase means.

    `tag` says which kind: "date" (a day of the calendar), "weekday", "days" (any other day or
    range), "limit" (the end that a deadline names itself), "hour", "bare hour" (a number that
    may be one), "hours" (a stretch of them), "part" (of a day), "instant", "offset" (how far from
    the day that follows, as `move`), and two that are no answer: "not ours" (what recurs, or lies
    somewhere in the past) and "broken" (looks like a date but is none).
    A weak meaning needs a cue before it, or a day beside it. A yearless date may take the year of
    the date that ends its range. What is over counts only as a deadline or where it stands alone.
    """

    tag: str
    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    hour: Hour | None = None
    part: str | None = None
    weak: bool = False
    yearless: bool = False
    over: bool = False
    move: Callable[[Moved], Moved] | None = None

    def in_part(self, part: str) -> "Meaning":
        return replace(self, part=part)


NOT_OURS = Meaning("not ours")
BROKEN = Meaning("broken")


def day(found: date, tag: str = "days", *, weak: bool = False) -> Meaning:
    return Meaning(tag, found, found, weak=weak)


def yearless(found: date, *, weak: bool = False) -> Meaning:
    return Meaning("date", found, found, weak=weak, yearless=True)


def days(found: tuple[date, date], *, weak: bool = False) -> Meaning:
    return Meaning("days", *found, weak=weak)


def clock(found: time) -> Meaning:
    half = "am" if found.hour < 12 else "pm"
    return Meaning("hour", hour=Hour(found.hour, found.minute, half=half))


class Parts:
    """The tokens that a rule's named groups matched."""

    def __init__(self, match: re.Match[str], tokens: Sequence[Token]) -> None:
        self.match = match
        self.tokens = tokens

    def has(self, name: str) -> bool:
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def token(self, name: str) -> Token:
        return self.tokens[self.match.start(name)]

    def tokens_said(self) -> Sequence[Token]:
        """The tokens of the whole phrase."""
        return self.tokens[self.match.start() : self.match.end()]

    def before(self) -> str:
        """The symbol just before the phrase; "." where it begins the text."""
        start = self.match.start()
        return self.match.string[start - 1] if start else "."

    def after(self) -> str:
        end = self.match.end()
        return self.match.string[end] if end < len(self.match.string) else "."

    def number(self, name: str, default: int = 0) -> int:
        value = self.token(name).value if self.has(name) else default
        return int(value) if isinstance(value, int | float) else default

    def amount(self, name: str) -> float:
        value = self.token(name).value
        return float(value) if isinstance(value, int | float) else 1.0

    def word(self, name: str) -> str:
        return str(self.token(name).value) if self.has(name) else ""

    def tuple(self, name: str) -> tuple[object, ...]:
        value = self.token(name).value
        return value if isinstance(value, tuple) else ()


Rule = Callable[[Said, Parts], Meaning | None]
RULES: list[tuple[re.Pattern[str], Rule]] = []


def rule(*patterns: str) -> Callable[[Rule], Rule]:
    """Register a function for phrases of these shapes."""

    def register(function: Rule) -> Rule:
        RULES.extend((re.compile(pattern), function) for pattern in patterns)
        return function

    return register


@dataclass(frozen=True)
class Phrase:
    """A meaning and the tokens, first to one past the last, that say it."""

    start: int
    end: int
    meaning: Meaning


def phrases(said: Said, tokens: Sequence[Token]) -> list[Phrase]:
    """The phrases of the text from left to right; none overlaps another."""
    symbols = "".join(token.symbol for token in tokens)
    begins = beginnings(len(RULES))
    found = []
    at = 0
    while at < len(symbols):
        may_fit = begins.get(symbols[at])
        phrase = None
        if may_fit and may_fit.any.match(symbols, at):
            phrase = longest(said, tokens, symbols, at, may_fit.rules)
        if phrase:
            found.append(phrase)
        at = phrase.end if phrase else at + 1
    return found


@dataclass(frozen=True)
class MayFit:
    """The rules that can begin with one symbol, and one pattern that matches wherever any of them
    does: most places hold none, and this says so in a microsecond."""

    rules: Sequence[tuple[re.Pattern[str], Rule]]
    any: re.Pattern[str]


@cache
def beginnings(count: int) -> dict[str, MayFit]:
    """The first `count` rules by the symbol that they can begin with, in their order."""
    by_symbol: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
    for pattern, made in RULES[:count]:
        for symbol in first_symbols(pattern.pattern):
            by_symbol.setdefault(symbol, []).append((pattern, made))
    return {symbol: MayFit(rules, any_of(rules)) for symbol, rules in by_symbol.items()}


def any_of(rules: Sequence[tuple[re.Pattern[str], Rule]]) -> re.Pattern[str]:
    return re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern, _ in rules))


def longest(
    said: Said,
    tokens: Sequence[Token],
    symbols: str,
    at: int,
    rules: Sequence[tuple[re.Pattern[str], Rule]],
) -> Phrase | None:
    matches = [(m, made) for pattern, made in rules if (m := pattern.match(symbols, at))]
    for match, made in sorted(matches, key=lambda pair: -pair[0].end()):
        try:
            meaning = made(said, Parts(match, tokens))
        except (ValueError, OverflowError):
            meaning = BROKEN
        if meaning is not None:
            return Phrase(match.start(), match.end(), meaning)
    return None
