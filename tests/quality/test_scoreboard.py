"""What was measured stands on the board, and is not lost by what cannot stand there."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quality import scoreboard

ROW: dict[str, Any] = {"goal": "0", "passed": True, "n": 1, "seconds": 1.0, "seed": None}


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SCOREBOARD", raising=False)
    monkeypatch.setattr(scoreboard, "BOARD", tmp_path / "scoreboard.json")
    return tmp_path / "scoreboard.json"


def test_a_figure_takes_the_place_of_the_one_before(board: Path) -> None:
    for figure in (2, 3):
        scoreboard.write(id="late", figure=figure, command="late", **ROW)
    scoreboard.write(id="early", figure=1, command="early", **ROW)
    rows = [(row["id"], row["figure"]) for row in json.loads(board.read_text())]
    assert rows == [("early", 1), ("late", 3)]


def test_a_figure_that_is_no_json_leaves_the_board_as_it_was(board: Path) -> None:
    scoreboard.write(id="late", figure=2, command="late", **ROW)
    before = board.read_bytes()
    with pytest.raises(TypeError):
        scoreboard.write(id="late", figure=timedelta(1), command="late", **ROW)
    assert board.read_bytes() == before
    assert list(board.parent.iterdir()) == [board]
