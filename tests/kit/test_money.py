from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from makegood.kit.money import cents, figure, said, typed
from makegood.kit.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1200", 120000),
        ("1,234.50", 123450),
        ("1.234,50 €", 123450),
        ("1.234", 123400),
        ("1,234", 123400),
        ("99,5", 9950),
        ("CHF 1'200", 120000),
        ("0", 0),
        ("-3", -300),
    ],
)
def test_what_somebody_typed_is_read_as_they_meant_it(text: str, meant: int) -> None:
    assert typed(text) == meant


@pytest.mark.parametrize("text", ["", "a lot", "12-7", "--5"])
def test_what_is_no_amount_is_refused_in_its_own_words(text: str) -> None:
    with pytest.raises(Refusal, match=f"“{text}” is no amount"):
        typed(text)


def test_hundredths_are_rounded_half_up_and_have_an_end() -> None:
    assert (cents(Decimal("1.005")), cents(Decimal("-2.5"))) == (101, -250)
    with pytest.raises(Refusal, match="too large"):
        cents(Decimal(10) ** 14)


@pytest.mark.parametrize(
    ("language", "currency", "shown"),
    [
        ("en", "EUR", "€1,234.50"),
        ("de", "EUR", "1.234,50\xa0€"),
        ("en", "CHF", "CHF\xa01,234.50"),
        ("de", "CHF", "1.234,50\xa0CHF"),
    ],
)
def test_money_is_said_as_the_language_says_it(language: str, currency: str, shown: str) -> None:
    with translation.override(language):
        assert said(123450, currency) == shown


def test_no_hundredths_are_shown_where_there_are_none() -> None:
    assert (said(120000, "USD"), said(0, "EUR"), figure(5)) == ("$1,200", "€0", "0.05")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("amount", [0, 5, 99, 100, 123400, 123450, 123456789])
def test_a_figure_that_was_shown_is_read_as_the_same(language: str, amount: int) -> None:
    with translation.override(language):
        assert typed(figure(amount)) == amount
