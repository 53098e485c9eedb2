"""Words that are looked for, found however they are written."""

from __future__ import annotations

import re
import unicodedata

# What casefolding makes one: two letters that stand for one, and two forms of one letter.
OTHER_FORMS = {"ss": ("ß", "ẞ"), "σ": ("ς",)}
PIECES = re.compile("ss|.", re.DOTALL)


def pattern(words: str) -> str:
    """A regular expression that finds these words in any case, in every alphabet.

    Each sign stands with its other cases spelt out: SQLite and PostgreSQL fold few of them by
    themselves, and not the same ones. A run of spaces finds any. Empty where nothing is asked.
    """
    return r"\s+".join(map(_word, unicodedata.normalize("NFC", words).split()))


def _word(word: str) -> str:
    folded = "".join(map(_in_any_case, PIECES.findall(word.casefold())))
    return f"(?:{folded}|{re.escape(word)})"


def _in_any_case(piece: str) -> str:
    cases = {piece, piece.upper(), piece.title(), *OTHER_FORMS.get(piece, ())}
    spelt = sorted(map(re.escape, cases))
    return spelt[0] if len(spelt) == 1 else f"(?:{'|'.join(spelt)})"
