"""What is typed holds words, and no operator."""

from __future__ import annotations

import pytest

from makegood.domain.search.rules.asking import Asked, asked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("logo bakery", ("logo", "bakery")),
        ("  Logo,  logo ", ("logo",)),
        ("log logo", ("logo",)),
        ('"logo" AND NOT b* NEAR(x)', ("logo", "and", "not", "b", "near", "x")),
        ("a & b | !c <-> d:*", ("a", "b", "c", "d")),
        ("-logo", ("logo",)),
        ("%_", ()),
        ("\x00", ()),
        ("🎂", ()),
        ("", ()),
    ],
)
def test_words_are_words(typed: str, meant: tuple[str, ...]) -> None:
    assert asked(typed).words == meant


def test_nothing_to_look_for_is_false() -> None:
    assert not asked("🎂 …")
    assert asked("a")


def test_of_ten_thousand_signs_the_first_are_read() -> None:
    said = asked(" ".join(f"w{n}x" for n in range(3000)))
    assert said.words == tuple(f"w{n}x" for n in range(8))


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("0170 123", ("#170123",)),
        ("+49 170 123", ("#49170123", "#9170123", "#170123", "#70123")),
        ("0049 170 123", ("#49170123", "#9170123", "#170123", "#70123")),
        ("12", ()),
        ("order 12345", ()),
    ],
)
def test_what_may_be_a_telephone_number_is_read_as_one(
    typed: str, numbers: tuple[str, ...]
) -> None:
    assert asked(typed).numbers == numbers


def test_a_number_is_words_too() -> None:
    assert asked("2026 1234") == Asked(words=("2026", "1234"), numbers=("#20261234",))
