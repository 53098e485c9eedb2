"""What somebody asks for, out of what they typed. Nothing in it is an operator."""

from __future__ import annotations

import re
from dataclasses import dataclass

from makegood.domain.search.rules.folding import numbers, words

LONGEST = 200
MOST_WORDS = 8
# As people write telephone numbers.
AS_A_NUMBER = re.compile(r"[+0-9()/.\s-]+")
ABROAD = ("+", "00")


@dataclass(frozen=True)
class Asked:
    """Words that must all be found, in any order, each as the beginning of one.

    Or, where all of it may be a telephone number, one of these: with and without a country's code.
    """

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


def asked(text: str) -> Asked:
    """The first eight words of the first two hundred signs."""
    text = text[:LONGEST].strip()
    found = dict.fromkeys(words(text))
    # The longer one asks for all that the shorter one does.
    each = [one for one in found if not any(o != one and o.startswith(one) for o in found)]
    return Asked(words=tuple(each[:MOST_WORDS]), numbers=_numbers(text))


def _numbers(text: str) -> tuple[str, ...]:
    if not AS_A_NUMBER.fullmatch(text):
        return ()
    found = numbers(text)
    return tuple(found if text.startswith(ABROAD) else found[:1])
