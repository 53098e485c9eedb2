"""A token: one word, number or mark of the text, as a symbol of the grammar."""

import re
from dataclasses import dataclass

from makegood.kit.dates_in_words.language import Value

WORD = re.compile(r"w/[cbe]\b|[^\W\d_]+(?:['’][^\W\d_]+)*", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    symbol: str
    start: int
    end: int
    value: Value = None


def plain(word: str) -> str:
    """Lower case, a straight apostrophe, no possessive."""
    return word.casefold().replace("’", "'").removesuffix("'s")
