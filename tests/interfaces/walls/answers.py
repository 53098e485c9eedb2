"""What an answer holds, whether it came whole or in pieces: no wall has a blind side."""

from __future__ import annotations

from typing import Any


def text_of(answer: Any) -> str:
    """All of it as text. What comes in pieces can be read once, so it is kept."""
    held = vars(answer)
    if "said" not in held:
        held["said"] = answer.getvalue().decode(errors="replace")
    text: str = held["said"]
    return text
