"""A number that somebody, or somebody's program, wrote in digits."""

from __future__ import annotations

# No key of a row is larger, in either database.
LARGEST = 2**63 - 1


def whole_number(said: str, *, most: int = LARGEST) -> int | None:
    """The number from 0 to `most` that is written so; None for everything else.

    Digits of other scripts are none here, and neither is what Python itself refuses to read: a
    number of thousands of digits.
    """
    fits = said.isascii() and said.isdigit() and len(said) <= len(str(most))
    return int(said) if fits and int(said) <= most else None
