"""However a word is written, it is kept in one way."""

from __future__ import annotations

import unicodedata

import pytest

from makegood.domain.search.rules.folding import LONGEST_WORD, kept, numbers, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Café", ["cafe"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("GROẞ", ["gross"]),
        ("Øresund Łódź Ærø", ["oresund", "lodz", "aero"]),
        ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
        ("İstanbul ISPARTA ısparta", ["istanbul", "isparta", "isparta"]),
        ("ﬁne ｆｕｌｌ", ["fine", "full"]),
        ("Иванов ИВАНОВ", ["иванов", "иванов"]),
        ("مُحَمَّد", ["محمد"]),
        ("山田 カフェ", ["山", "田", "カ", "フ", "ェ"]),
        ("anna@bakery.example", ["anna", "bakery", "example"]),
        ("O'Brien-Smith_3", ["o", "brien", "smith", "3"]),
        ("🎂 cake 🎂", ["cake"]),
        ("a\x00b", ["a", "b"]),
        ("", []),
        ("…!?", []),
    ],
)
def test_a_text_falls_into_its_words(written: str, folded: list[str]) -> None:
    assert words(written) == folded


@pytest.mark.parametrize("written", ["Café Über", "Łódź", "각 강", "Tiếng Việt"])
def test_both_forms_of_a_sign_are_one(written: str) -> None:
    composed, apart = (unicodedata.normalize(form, written) for form in ("NFC", "NFD"))
    assert composed != apart
    assert words(composed) == words(apart)


def test_a_long_word_is_cut_alike_when_kept_and_when_asked() -> None:
    assert words("a" * 500) == ["a" * LONGEST_WORD]


@pytest.mark.parametrize(
    ("written", "found_by"),
    [
        ("0170 / 123-4567", ["#1701234567", "#701234567", "#01234567", "#1234567"]),
        ("+49 (170) 1234567", ["#491701234567", "#91701234567", "#1701234567", "#701234567"]),
        ("112", []),
        ("call me", []),
    ],
)
def test_a_number_is_found_with_its_country_and_without(written: str, found_by: list[str]) -> None:
    assert numbers(written) == found_by


def test_what_is_kept_stands_once() -> None:
    assert kept("Anna anna ANNA", "") == ["anna"]
