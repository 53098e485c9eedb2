"""What a row is called outside: by the key it came in under, or by one that we make.

A key of ours names the business by a digest, so that the rows of two businesses never share one,
and its number is written in twelve digits: sorted as text, rows stay in the order they were made.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

DIGITS = 12
OURS = re.compile(rf"makegood:([0-9a-f]{{12}}):([a-z_]+):([0-9]{{{DIGITS}}})")


def mark_of(business_id: int, made_at: datetime) -> str:
    """A business in twelve signs, the same for as long as it is."""
    return hashlib.sha256(f"{business_id} {made_at.isoformat()}".encode()).hexdigest()[:12]


def prefix(mark: str, noun: str) -> str:
    """How the keys of a business's own rows begin."""
    return f"makegood:{mark}:{noun}:"


def key(mark: str, noun: str, row: int, came_as: str) -> str:
    """What a row is called outside."""
    return came_as or f"{prefix(mark, noun)}{row:0{DIGITS}}"


def own_row(said: str, mark: str, noun: str) -> int | None:
    """Which row of this very business a key calls; None where it calls none of them."""
    found = OURS.fullmatch(said)
    if found is None or found.group(1, 2) != (mark, noun):
        return None
    return int(found[3])
