from __future__ import annotations

import re

import pytest
import segno

from makegood.kit.qr_code import QUIET, QrCode, qr_code

ADDRESS = "https://our.example/l/QuWuePzCFOpgmsU9LpeR0LO-lIQbgkUbGO3fHiazaAY"


def squares(code: QrCode) -> list[list[int]]:
    """What somebody who strokes the path sees, square by square."""
    drawn = [[0] * code.size for _ in range(code.size)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.path):
        for n in range(int(wide)):
            drawn[int(y)][int(x) + n] = 1
    return drawn


@pytest.mark.parametrize("text", [ADDRESS, "x", "Grüße " * 30])
def test_what_is_drawn_is_the_code_with_a_rim(text: str) -> None:
    code = qr_code(text)
    inner = [row[QUIET:-QUIET] for row in squares(code)[QUIET:-QUIET]]
    assert inner == [list(map(int, row)) for row in segno.make(text, micro=False, error="m").matrix]
    assert not any(map(any, squares(code)[:QUIET]))


def test_it_is_small_enough_for_a_page() -> None:
    assert len(qr_code(ADDRESS).path) < 6000
