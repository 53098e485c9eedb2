"""The words of a text as they are kept and compared: no case, no accents, one form of each sign.

Both databases fold in the same way: SQLite calls `words`, PostgreSQL a function of its own that is
made out of the tables below (`keeping/postgresql.py`). A test holds the two against each other.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

# To be raised when the same text would give other words: what is kept is then written anew.
VERSION = 2
LONGEST_WORD = 60
# Letters of their own to Unicode, accented ones to whoever has no such key.
LIKE = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
LIKE_BY_CODE = str.maketrans(LIKE)
PLAIN = re.compile("[a-z0-9]+")
# Written without spaces: each sign is a word.
BY_SIGN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
SIGN = re.compile(f"([{BY_SIGN}])")
PARTS_OF_WORDS = "LNM"  # letters, numbers, and the marks that belong to them

# A number is kept with this before it, so that no word is taken for one.
NUMBER = "#"
DIGITS = re.compile("[0-9]+")
SHORTEST_NUMBER = 4
# A country's code is dialled or left out: so many digits it has at most.
LONGEST_CODE = 3


def words(text: str) -> list[str]:
    """The words of a text in its order, each cut at sixty signs."""
    if text.isascii():
        found = PLAIN.findall(text.lower())
    else:
        bare = unicodedata.normalize("NFKD", text)
        small = "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
        apart = SIGN.sub(r" \1 ", small.translate(LIKE_BY_CODE))
        found = "".join(sign if in_words(sign) else " " for sign in apart).split()
    return [word[:LONGEST_WORD] for word in found]


def in_words(sign: str) -> bool:
    """Whether a sign is part of a word, and not what stands between words."""
    return unicodedata.category(sign)[0] in PARTS_OF_WORDS


def numbers(text: str) -> list[str]:
    """What a telephone number is found by: its digits, with its country's code and without."""
    digits = "".join(DIGITS.findall(text)).lstrip("0")[:LONGEST_WORD]
    cut = (digits[start:] for start in range(LONGEST_CODE + 1))
    return [NUMBER + rest for rest in cut if len(rest) >= SHORTEST_NUMBER]


def kept(text: str, number: str) -> list[str]:
    """All that a row is found by, each once. Of numbers, each stands on a line of its own."""
    each = (one for line in number.split("\n") for one in numbers(line))
    return sorted({*words(text), *each})


@cache
def smaller() -> dict[str, str]:
    """Each sign that stands for another when case and likeness do not count, NFKD behind it."""
    found = {}
    for sign in _signs():
        if unicodedata.normalize("NFKD", sign) == sign and not unicodedata.combining(sign):
            small = sign.casefold().translate(LIKE_BY_CODE)
            if small != sign:
                found[sign] = small
    return found


@cache
def marks() -> list[tuple[int, int]]:
    """Stretches of signs that fall away: accents and the like."""
    return _stretches(lambda sign: bool(unicodedata.combining(sign)))


@cache
def parts_of_words() -> list[tuple[int, int]]:
    """Stretches of signs that are part of words."""
    return _stretches(in_words)


def _signs() -> Iterator[str]:
    """Every sign that can stand in a text of a database."""
    codes = (code for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    return (sign for sign in map(chr, codes) if unicodedata.category(sign) != "Cn")


def _stretches(holds: Callable[[str], bool]) -> list[tuple[int, int]]:
    codes = [ord(sign) for sign in _signs() if holds(sign)]
    runs = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    stretches = [[code for _, code in run] for _, run in runs]
    return [(run[0], run[-1]) for run in stretches]
