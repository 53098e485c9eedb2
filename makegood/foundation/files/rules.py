"""How a file is called, and how much of what people bring is kept of one business."""

from __future__ import annotations

LONGEST_NAME = 200
MOST_KEPT = 2_000_000_000


def shown_name(said: str) -> str:
    """The last part of a name, as it can be shown: one line, nothing unseen, its end kept."""
    last = said.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign if sign.isprintable() else " " for sign in last)
    return " ".join(plain.split())[-LONGEST_NAME:] or "file"
