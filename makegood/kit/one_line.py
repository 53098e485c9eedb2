"""A text of one line as people write it: without what cannot be seen, with what joins signs."""

from __future__ import annotations

import unicodedata

# Controls, unseen marks, halves of a pair, line and paragraph ends. What Unicode does not know yet
# stays: it is next year's emoji.
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Joiners and marks of direction: unseen, and part of how words and emoji are written.
PART_OF_WORDS = "\u200c\u200d\u200e\u200f"


def one_line(text: str) -> str:
    """Single spaces, and no sign that cannot be seen or written; "" where nothing is to be seen."""
    seen = (sign if sign in PART_OF_WORDS or _is_seen(sign) else " " for sign in text)
    line = " ".join("".join(seen).split())
    return line if line.strip(PART_OF_WORDS + " ") else ""


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in UNSEEN
