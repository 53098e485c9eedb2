"""When two ways of writing an address or a number reach the same person."""

from __future__ import annotations

import unicodedata

from makegood.domain.customers.rules.names import LONGEST_KEY
from makegood.kit.mailbox import mailbox
from makegood.kit.phone import dialled

LONGEST_REACH = 254
# With and without the country's code, the end of a number is the same.
COMPARED_DIGITS = 9
NUMBERS = frozenset({"phone", "mobile", "whatsapp"})


def phone_key(written: str) -> str:
    """The last nine digits of a number: 030 / 123 45 67 and +49 30 1234567 are one. "" for none."""
    return dialled(written).lstrip("+0")[-COMPARED_DIGITS:]


def reach_key(kind: str, written: str) -> str:
    """An address or number of this kind as it is compared."""
    if kind in NUMBERS:
        return phone_key(written)
    if kind == "email":
        return mailbox(written)
    folded = unicodedata.normalize("NFKC", written).casefold()
    plain = " ".join(folded.split()).removeprefix("https://").removeprefix("http://")
    return plain.removeprefix("www.").removeprefix("@").rstrip("/")[:LONGEST_KEY]
