"""How a file that a customer showed us is called in an export."""

from __future__ import annotations

import re

FOLDER = "files"
PACKED = re.compile(rf"{FOLDER}/[0-9a-f]{{64}}\.[a-z]{{3,4}}")


def packed_name(sha256: str, kind: str) -> str:
    """By what is in it and what it is: the same in every export."""
    return f"{FOLDER}/{sha256}.{kind}"


def is_packed_name(name: str) -> bool:
    return PACKED.fullmatch(name) is not None
