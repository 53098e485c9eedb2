"""Amounts of money, as the cells of a file say them."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from makegood.kit.refusal import Refusal

# Signs of currencies, their letters and any space may stand around an amount.
AROUND = re.compile(r"^[^\d.,+\-−]*|[^\d.,]*$")
PLAIN = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)$")
A_GROUP = 3
MOST_CENTS = 10**15


def amount(text: str, decimal: str = "") -> Decimal:
    """The amount that a cell says. `decimal` is the sign before its hundredths; "" finds out.

    Refused: what is no amount, and “1.234”, which could be either.
    """
    said = AROUND.sub("", text.strip()).replace("−", "-")
    said = re.sub(r"[\s\u00a0\u202f'’]", "", said)
    point = decimal or _decimal_of(said, text)
    other = "," if point == "." else "."
    plain = said.replace(other, "").replace(point, ".")
    if not PLAIN.match(plain):
        raise Refusal(_("“%(text)s” is no amount.") % {"text": text.strip()[:40]})
    return Decimal(plain)


def cents(found: Decimal) -> int:
    """In hundredths, rounded half up. Refused: more than anybody is paid."""
    whole = int((found * 100).to_integral_value(rounding="ROUND_HALF_UP"))
    if abs(whole) > MOST_CENTS:
        raise Refusal(_("That amount is too large to be one."))
    return whole


def _decimal_of(said: str, text: str) -> str:
    """The last of both signs; of one, the only one that does not set off thousands."""
    signs = [sign for sign in said if sign in ".,"]
    if not signs:
        return "."
    if len(set(signs)) > 1:
        return signs[-1]
    if len(signs) > 1:
        return "," if signs[0] == "." else "."
    if len(said.rpartition(signs[0])[2]) == A_GROUP:
        sentence = _("“%(text)s”: is that a thousand or one? Say decimal in the mapping's [file].")
        raise Refusal(sentence % {"text": text.strip()[:40]})
    return signs[0]
