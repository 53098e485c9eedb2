"""Amounts of money: read as people write them, said as they are used to. Kept in hundredths."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makegood.kit.refusal import Refusal

# Signs of currencies, their letters and any space may stand around an amount.
AROUND = re.compile(r"^[^\d.,+\-−]*|[^\d.,]*$")
PLAIN = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)$")
A_GROUP = 3
HUNDREDTHS = 100
MOST_CENTS = 10**15
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹", "PLN": "zł", "TRY": "₺"}


def typed(text: str) -> int:
    """What somebody typed, in hundredths. Money has two decimals: “1.234” is a thousand and more.

    Refused: what is no amount, and one larger than anybody is paid.
    """
    return cents(read(text, point_of(text) or ("," if "." in text else ".")))


def read(text: str, point: str) -> Decimal:
    """The amount in a text. `point` is the sign before its hundredths. Refused: what is none."""
    other = "," if point == "." else "."
    plain = _stripped(text).replace(other, "").replace(point, ".")
    if not PLAIN.match(plain):
        raise Refusal(_("“%(text)s” is no amount.") % {"text": text.strip()[:40]})
    return Decimal(plain)


def point_of(text: str) -> str:
    """The sign before the hundredths; "" where it could be either, as in “1.234”.

    It is the last of both signs; of one, the only one that does not set off thousands.
    """
    said = _stripped(text)
    signs = [sign for sign in said if sign in ".,"]
    if not signs:
        return "."
    if len(set(signs)) > 1:
        return signs[-1]
    if len(signs) > 1:
        return "," if signs[0] == "." else "."
    return "" if len(said.rpartition(signs[0])[2]) == A_GROUP else signs[0]


def cents(found: Decimal) -> int:
    """In hundredths, rounded half up. Refused: more than anybody is paid."""
    whole = int((found * HUNDREDTHS).to_integral_value(rounding="ROUND_HALF_UP"))
    if abs(whole) > MOST_CENTS:
        raise Refusal(_("That amount is too large to be one."))
    return whole


def said(amount: int, currency: str) -> str:
    """Hundredths of a currency, as the active language says them: “€1,200”, “CHF 99.50”."""
    parts = {"amount": figure(amount), "currency": SIGNS.get(currency, currency)}
    if currency in SIGNS:
        form = pgettext("money with a sign: €1,200", "%(currency)s%(amount)s")
    else:
        form = pgettext("money with letters: CHF 1,200", "%(currency)s %(amount)s")
    return form.replace(" ", "\xa0") % parts


def figure(amount: int) -> str:
    """The same without its currency; the hundredths only where there are any."""
    decimals = 2 if amount % HUNDREDTHS else 0
    return number_format(Decimal(amount) / HUNDREDTHS, decimals, force_grouping=True)


def _stripped(text: str) -> str:
    said = AROUND.sub("", text.strip()).replace("−", "-")
    return re.sub(r"[\s\u00a0\u202f'’]", "", said)
