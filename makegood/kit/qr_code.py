"""An address as a QR code, for a telephone to read off a screen or a sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

# The empty rim that a reader needs on each side, in squares (ISO/IEC 18004).
QUIET = 4


@dataclass(frozen=True)
class QrCode:
    """A square of `size` by `size`; its dark squares as an SVG path, to be stroked one wide."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code of a text of up to some two thousand letters; a seventh of it may be dirty."""
    code = segno.make(text, micro=False, error="m")
    rows = [list(row) for row in code.matrix_iter(border=QUIET)]
    return QrCode(len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, row: list[int]) -> str:
    """The dark stretches of one row."""
    path, x = "", 0
    for dark, squares in groupby(row, key=bool):
        wide = len(list(squares))
        path += f"M{x} {y}.5h{wide}" if dark else ""
        x += wide
    return path
