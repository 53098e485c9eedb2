"""A language's cue words as one table, words -> (symbol, value), in the alphabet of the grammar.

The symbols are the same for every language; what a symbol's value means stands beside it.

    D weekday (0 Monday) · Z a weekday's short form that is also a word (sat, sun)
    M month (1-12) · J a month's name that is also a word or a person's name (may, march)
    N number · O ordinal · W ordinal that also counts other things (first, second) · Y year
    I (year, month, day) · S (figure, figure, year or None, separator): day and month in either
    order · u the same where it may be a fraction, a price, a version or a bank's code (1/2, 1.2.27)
    K a clock time in figures (hour, minute, second, "am" | "pm" | None) · j the same where it may
    be a decimal (2.30) · A "am" | "pm"
    k o'clock · h half (past, or "to" the hour) · q quarter (of an hour or a year) · p minutes past
    c a time with a name (noon)
    T a day with a name, counted from today · Q the same with a part of the day (offset, part)
    P part of the day · e end of the working day · U unit of time · E early | mid | end
    V a part of this unit in one word ("end month" for EOM) · X a feast (`feasts.py`)
    B a named part of the year (Q3, H1: first month, how many) · + and a half
    R this 0, next 1, last -1, coming 2, after next 3
    C deadline cue ("by", "until" or "before") · L the same, after the date (at the latest)
    i in · w within · m on · @ at · F for · f from, between · z to · a after · s since · g ago
    b starting · G week commencing · l later · n now · r rest of · v every
    o of · t the · d a · & and, or · ~ about · H a verb that tells of the past
    y what makes a street of a name or number
Punctuation stands for itself; x is any other word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from makegood.kit.dates_in_words.spelling import Nearby

Value = int | float | str | date | time | tuple[object, ...] | None
Table = dict[str, tuple[str, Value]]


@dataclass(frozen=True)
class Language:
    """The words (lower case, single spaces) and whether "15." is an ordinal."""

    words: Mapping[str, tuple[str, Value]]
    dotted_ordinals: bool = False

    @cached_property
    def first_words(self) -> dict[str, int]:
        """Every word that begins an entry, and how many words the longest such entry has."""
        longest: dict[str, int] = {}
        for entry in self.words:
            first = entry.partition(" ")[0].removesuffix("'s")
            longest[first] = max(longest.get(first, 1), entry.count(" ") + 1)
        return longest

    @cached_property
    def nearby(self) -> Nearby:
        """The names of days and months, for words that nearly are one."""
        return Nearby(word for word, (symbol, _) in self.words.items() if symbol in "DMT")


def same(symbol: str, value: Value, words: str) -> Table:
    """Words, separated by |, that all mean one thing."""
    return dict.fromkeys(words.split("|"), (symbol, value))


def counted(symbol: str, words: str, start: int = 0) -> Table:
    """Words that count up; alternatives of one place are separated by a slash."""
    places = enumerate(words.split("|"), start)
    return {word: (symbol, value) for value, place in places for word in place.split("/")}
