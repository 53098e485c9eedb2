"""What was asked for is marked, and the text stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.domain.search.rules.asking import asked
from makegood.domain.search.rules.marking import marked, marked_number


def shown(text: str, typed: str) -> str:
    return "".join(f"[{piece}]" if hit else piece for piece, hit in marked(text, asked(typed)))


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Logo proofs, number 3", "logo num", "[Logo] proofs, [number] 3"),
        ("Die Straßenkarte", "STRASSE", "Die [Straßenkarte]"),
        ("Café", "cafe", "[Café]"),
        ("Cafe\u0301 noir", "café", "[Cafe\u0301] noir"),
        ("山田さん", "田", "山[田]さん"),
        ("<b>logo</b>", "logo", "<b>[logo]</b>"),
        ("Poster", "logo", "Poster"),
        ("", "logo", ""),
    ],
)
def test_the_words_that_were_asked_for_are_marked(text: str, typed: str, expected: str) -> None:
    assert shown(text, typed) == expected


@given(st.text(), st.text(max_size=20))
def test_the_pieces_are_the_text(text: str, typed: str) -> None:
    assert "".join(piece for piece, _ in marked(text, asked(typed))) == text


def test_a_number_is_marked_whole() -> None:
    assert marked_number("+49 170 1234567", asked("0170 123")) == [("+49 170 1234567", True)]
    assert marked_number("+49 170 1234567", asked("Anna")) == [("+49 170 1234567", False)]
