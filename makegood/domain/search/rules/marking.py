"""Where in a text that stands which was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from makegood.domain.search.rules.asking import Asked
from makegood.domain.search.rules.folding import SIGN, in_words, numbers, words

Piece = tuple[str, bool]


def marked(text: str, asked: Asked) -> list[Piece]:
    """The text in pieces, each with whether it was asked for. Joined they are the text again."""
    return _joined(text, lambda run: any(word.startswith(asked.words) for word in words(run)))


def marked_number(text: str, asked: Asked) -> list[Piece]:
    """A telephone number: marked whole where it was asked for as one."""
    if asked.numbers and any(number.startswith(asked.numbers) for number in numbers(text)):
        return [(text, True)]
    return marked(text, asked)


def _joined(text: str, was_asked: Callable[[str], bool]) -> list[Piece]:
    pieces = [(run, was_asked(run)) for run in _runs(text)]
    return [
        ("".join(run for run, _ in together), is_marked)
        for is_marked, together in groupby(pieces, key=lambda piece: piece[1])
    ]


def _runs(text: str) -> list[str]:
    """Words and what lies between them, by turns."""
    runs = ["".join(run) for _, run in groupby(text, key=in_words)]
    return [piece for run in runs for piece in re.split(SIGN, run) if piece]
