"""Sample lines and a sample story for the gallery."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from makegood.kit.line import Mark, svg, words

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)

MADE = Mark("made", date(2026, 8, 28))
FIRST = Mark("moved_from", date(2026, 9, 4), moved_on=date(2026, 9, 2))
TOLD = Mark("told_letter", date(2026, 9, 2))
SPOKEN = Mark("told_spoken", date(2026, 9, 3))
NEXT = Mark("due", date(2026, 9, 8))

SAMPLES: dict[str, list[Mark]] = {
    "fresh": [Mark("made", date(2026, 9, 7)), Mark("due", date(2026, 9, 10))],
    "due": [Mark("made", date(2026, 9, 1)), Mark("due", date(2026, 9, 7))],
    "kept": [MADE, Mark("due", date(2026, 9, 7)), Mark("kept", date(2026, 9, 7))],
    "moved": [MADE, FIRST, TOLD, NEXT],
    "moved_kept": [MADE, FIRST, TOLD, NEXT, Mark("kept", date(2026, 9, 7))],
    "missed": [MADE, Mark("due", date(2026, 9, 3)), Mark("missed", date(2026, 9, 3))],
    "late": [MADE, Mark("due", date(2026, 9, 2)), SPOKEN, Mark("kept", date(2026, 9, 6))],
    "waiting": [MADE, Mark("waiting", date(2026, 8, 31)), Mark("due", date(2026, 9, 15))],
    "withdrawn": [MADE, Mark("due", date(2026, 9, 10)), Mark("withdrawn", date(2026, 9, 3))],
    "long": [
        Mark("made", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        Mark("moved_from", date(2026, 8, 31), moved_on=date(2026, 8, 28)),
        Mark("told_letter", date(2026, 8, 28)),
        Mark("moved_from", date(2026, 9, 2), moved_on=date(2026, 9, 1)),
        Mark("told_spoken", date(2026, 9, 1)),
        Mark("moved_from", date(2026, 9, 4), moved_on=date(2026, 9, 3)),
        Mark("told_letter", date(2026, 9, 3)),
        Mark("due", datetime(2026, 9, 7, 15, tzinfo=UTC)),
    ],
}


def line(name: str) -> dict[str, Any]:
    """A sample in all three drawings, and said."""
    marks = SAMPLES[name]
    return {
        "name": name,
        "row": svg(marks, now=NOW),
        "wide": svg(marks, now=NOW, width=720, small=False),
        "narrow": svg(marks, now=NOW, width=340, small=False),
        "mirrored": svg(marks, now=NOW, rtl=True),
        "words": words(marks, now=NOW, to="the bakery"),
    }


def all_lines() -> list[dict[str, Any]]:
    """Every sample."""
    return [line(name) for name in SAMPLES]


def story() -> list[dict[str, str]]:
    """A promise from made to kept."""
    told = "The printer broke; the new part comes Monday. Your opening on the 12th is safe."
    return [
        {"kind": "made", "at": "Friday 28 August", "at_iso": "2026-08-28",
         "text": "Promised to the bakery for Friday 4 September", "by": "Rosa",
         "words": "Logo proofs"},
        {"kind": "moved", "at": "Wednesday", "at_iso": "2026-09-02", "why_href": "#",
         "text": "Moved to Tuesday 8 September. Supplier", "by": "Rosa"},
        {"kind": "told_letter", "at": "Wednesday 16:20", "at_iso": "2026-09-02",
         "text": "They were told by letter, two days before", "words": told},
        {"kind": "told_spoken", "at": "Thursday", "at_iso": "2026-09-03", "by": "Rosa",
         "text": "Rosa spoke with them by phone"},
        {"kind": "waiting", "at": "Thursday", "at_iso": "2026-09-03",
         "text": "Waiting for their photos"},
        {"kind": "missed", "at": "Friday 4 September", "at_iso": "2026-09-04", "why_href": "#",
         "text": "The first day passed"},
        {"kind": "kept", "at": "Monday 11:05", "at_iso": "2026-09-07", "by": "Rosa",
         "text": "Kept"},
    ]  # fmt: skip
