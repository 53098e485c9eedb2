from __future__ import annotations

from pathlib import Path

from quality.durability.presses import Acknowledged, Said, read


def test_what_was_noted_is_read_back(tmp_path: Path) -> None:
    Acknowledged.at(tmp_path / "one").note(Said("make", "promise 1"))
    Acknowledged.at(tmp_path / "two").note(Said("keep", "promise 2"))
    said = read(tmp_path / "one", tmp_path / "two", tmp_path / "none")
    assert said == {Said("make", "promise 1"), Said("keep", "promise 2")}


def test_a_line_cut_off_was_never_said(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.write_text("make promise 1\nkeep promi")
    assert read(book) == {Said("make", "promise 1")}
