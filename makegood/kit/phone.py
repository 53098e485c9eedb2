"""Phone numbers as people write them: kept so, and dialled by their digits."""

from __future__ import annotations

import re

# The 0 in brackets is dialled inside the country only, where +49 is not.
INSIDE = re.compile(r"^(\s*\+[\d\s]+)\(0\)")
FEWEST_DIGITS = 3


def dialled(written: str) -> str:
    """What a telephone dials for it: "+493012345" for "+49 (0)30 / 123 45"; "" for no number.

    The form of RFC 3966's `tel:`, without its visual separators.
    """
    text = INSIDE.sub(r"\1", written).strip()
    digits = "".join(sign for sign in text if sign in "0123456789")
    if len(digits) < FEWEST_DIGITS:
        return ""
    return f"+{digits}" if text.startswith("+") else digits
