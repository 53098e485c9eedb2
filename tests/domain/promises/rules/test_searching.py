"""Words are found in any case of any alphabet, and only as they stand."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makegood.domain.promises.rules.searching import pattern


def finds(words: str, text: str) -> bool:
    """Without any folding of the searcher's own: what a database adds is more, never less."""
    return re.search(pattern(words), text) is not None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("übergabe", "Die ÜBERGABE"),
        ("ÉTÉ", "fête d'été"),
        ("straße", "STRASSE"),
        ("иван", "ИВАН"),
        ("CAFÉ", "cafe\u0301"),
        ("cafe\u0301", "CAFÉ"),
        ("menu cards", "Menu  cards"),
    ],
)
def test_another_case_is_found(words: str, text: str) -> None:
    assert finds(words, text)


@pytest.mark.parametrize(
    ("words", "text"), [("a.c", "abc"), ("(", "x"), ("50%", "50 x"), ("*", "")]
)
def test_signs_mean_themselves(words: str, text: str) -> None:
    assert not finds(words, text)


@given(st.text(st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1))
@example("\u212a")  # The Kelvin sign, which composing turns into a plain K.
@example("\u0958")  # A letter that even composed is two signs.
@example("e\u0301te\u0301")
def test_whatever_is_written_is_found_however_it_is_composed(words: str) -> None:
    for text in (words, normalize("NFC", words), normalize("NFD", words)):
        assert finds(words, f"before {text} after")


def test_nothing_asked_is_no_pattern() -> None:
    assert pattern("  ") == ""
