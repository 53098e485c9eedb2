"""Amounts of money, as the cells of a file say them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from makegood.kit.money import point_of, read
from makegood.kit.refusal import Refusal


def amount(text: str, decimal: str = "") -> Decimal:
    """The amount that a cell says. `decimal` is the sign before its hundredths; "" finds out.

    Refused: what is no amount, and “1.234”, which could be either.
    """
    point = decimal or point_of(text)
    if not point:
        sentence = _("“%(text)s”: is that a thousand or one? Say decimal in the mapping's [file].")
        raise Refusal(sentence % {"text": text.strip()[:40]})
    return read(text, point)
