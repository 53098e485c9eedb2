from __future__ import annotations

import pytest

from makegood.kit.whole_number import LARGEST, whole_number


@pytest.mark.parametrize(
    ("said", "number"), [("0", 0), ("7", 7), ("007", 7), ("1000", 1000), (str(LARGEST), LARGEST)]
)
def test_digits_are_read(said: str, number: int) -> None:
    assert whole_number(said) == number


@pytest.mark.parametrize(
    "said",
    ["", "-1", "+1", " 1", "1.0", "1e3", "one", "\u0663", "\u00b2", str(LARGEST + 1), "9" * 5000],
)
def test_everything_else_is_none(said: str) -> None:
    assert whole_number(said) is None


def test_what_is_over_the_most_is_none() -> None:
    assert whole_number("100", most=100) == 100
    assert whole_number("101", most=100) is None
