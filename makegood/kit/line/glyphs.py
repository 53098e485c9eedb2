"""The marks as small drawings around (0, 0) on the line, and the room each of them needs."""

from __future__ import annotations

from typing import NamedTuple

from makegood.kit.line.marks import Kind


class Glyph(NamedTuple):
    """A drawing, its ink where no style sheet is (letters, PDF), and its reach in pixels.

    `left` and `right` keep neighbours away; `gap` is how far the line stops short of it.
    """

    drawing: str
    ink: str
    left: float
    right: float
    gap: float = 0


_FLAG = '<path d="M0 0V-12.5h8.5l-2.2 3.25 2.2 3.25H0" {} stroke-width="1.5"/>'
_OPEN = 'fill="none" stroke="currentColor"'
_FULL = 'fill="currentColor" stroke="currentColor"'

GLYPHS: dict[Kind, Glyph] = {
    "made": Glyph('<circle r="3.5" fill="currentColor"/>', "#26221c", 4, 4),
    "due": Glyph(_FLAG.format(_FULL), "#26221c", 1.5, 9.5),
    "moved_from": Glyph(_FLAG.format(_OPEN), "#26221c", 1.5, 9.5),
    "told_letter": Glyph(
        f'<path d="M-6 -4.5H6v9H-6zL0 1.2 6 -4.5" {_OPEN} stroke-width="1.4"/>',
        "#2a5a8c", 7, 7, 8,
    ),
    "told_spoken": Glyph(
        '<path d="M-5.2-3.4C-5.2 1.8-1.4 5.4 3.6 5.4L5.4 2.9 2.6.8.9 2.2'
        'C-.7 1.4-1.7.3-2.4-1.2L-1-2.9-2.8-5.4z" fill="currentColor"/>',
        "#2a5a8c", 7, 7, 8,
    ),
    "kept": Glyph(
        f'<path d="M-5 .5-1.5 4.5 5.5 -5" {_OPEN} stroke-width="2.2"/>',
        "#2c6543", 6, 6, 7.5,
    ),
    "missed": Glyph(
        f'<path d="M-4 -4 4 4M4 -4-4 4" {_OPEN} stroke-width="2.2"/>', "#a03422", 5, 5, 7
    ),
    "withdrawn": Glyph(
        f'<path d="M-3.5 0a3.5 3.5 0 1 1 7 0 3.5 3.5 0 1 1-7 0M-4.5 4.5l9-9" '
        f'{_OPEN} stroke-width="1.4"/>',
        "#655d50", 5, 5, 5,
    ),
    "today": Glyph(f'<path d="M0 -11V7" {_OPEN} stroke-width="1"/>', "#6a3a62", 1, 1),
    "waiting": Glyph("", "#855300", 2, 2),
}  # fmt: skip
