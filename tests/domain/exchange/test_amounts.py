from __future__ import annotations

from decimal import Decimal

import pytest

from makegood.domain.exchange.rules.amounts import amount
from makegood.kit.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "decimal", "meant"),
    [
        ("98.94", "", "98.94"),
        ("98,94 €", "", "98.94"),
        ("€ 1.234,50", "", "1234.50"),
        ("$1,234.50", "", "1234.50"),
        ("1'234.5", "", "1234.5"),
        ("1.234.567", "", "1234567"),
        ("1 234,5", "", "1234.5"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("−12", "", "-12"),
        ("EUR 7", "", "7"),
        ("0", "", "0"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, decimal: str, meant: str) -> None:
    assert amount(text, decimal) == Decimal(meant)


@pytest.mark.parametrize("text", ["", "free", "1.234", "1,234", "12-7", "1.2.3,4,5", "--5", "∞"])
def test_what_could_be_two_amounts_or_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        amount(text)
