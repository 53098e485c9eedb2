"""Words that are looked for, found however they are written."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

# What casefolding makes one: two letters that stand for one, and two forms of one letter.
OTHER_FORMS = {"ss": ("ß", "ẞ"), "σ": ("ς",)}
COMPOSED_AND_NOT: tuple[Literal["NFC"], Literal["NFD"]] = ("NFC", "NFD")
PIECES = re.compile("ss|.", re.DOTALL)


def pattern(words: str) -> str:
    """A regular expression that finds these words in any case, in every alphabet.

    Each sign stands with its other cases spelt out: SQLite and PostgreSQL fold few of them by
    themselves, and not the same ones. What was typed is kept as it came: an “é” of one sign or of
    two, so each word stands in both forms. A run of spaces finds any. Empty where nothing is asked.
    """
    return r"\s+".join(map(_word, words.split()))


def _word(word: str) -> str:
    forms = [word, *(unicodedata.normalize(form, word) for form in COMPOSED_AND_NOT)]
    folded = ["".join(map(_in_any_case, PIECES.findall(form.casefold()))) for form in forms]
    return f"(?:{'|'.join(dict.fromkeys([*folded, *map(re.escape, forms)]))})"


def _in_any_case(piece: str) -> str:
    cases = {piece, piece.upper(), piece.title(), *OTHER_FORMS.get(piece, ())}
    spelt = sorted(map(re.escape, cases))
    return spelt[0] if len(spelt) == 1 else f"(?:{'|'.join(spelt)})"
