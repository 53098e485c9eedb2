"""What a file is says its beginning; what it is called says nothing."""

from __future__ import annotations

import pytest

from makegood.domain.feedback.rules.answers import read
from makegood.domain.feedback.rules.files import (
    MOST_BYTES,
    MOST_OF_ALL,
    MOST_OF_ONE,
    FileKind,
    kind_of,
    make_room,
    read_kind,
)
from makegood.foundation.files.rules import MOST_KEPT
from makegood.kit.refusal import Refusal
from tests.domain.feedback.shown import EXE, JPEG, PDF, PNG, SHOWS


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (JPEG, FileKind.JPEG),
        (PNG, FileKind.PNG),
        (b"GIF89a....", FileKind.GIF),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", FileKind.WEBP),
        (b"\x00\x00\x00\x18ftypheic", FileKind.HEIC),
        (b"\x00\x00\x00\x18ftypmif1", FileKind.HEIC),
        (PDF, FileKind.PDF),
        (EXE, None),
        (b"", None),
        (b"\xff\xd8", None),
        (b"RIFF\x10\x00\x00\x00AVI LIST", None),
        (b"\x00\x00\x00\x18ftypmp42", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b" %PDF-1.7", None),
        (b"PK\x03\x04", None),
    ],
)
def test_a_file_is_what_it_begins_as(beginning: bytes, kind: FileKind | None) -> None:
    assert kind_of(beginning) == kind


def test_each_kind_is_handed_out_as_what_it_is() -> None:
    assert FileKind.JPEG.mime == "image/jpeg"
    assert FileKind.HEIC.mime == "image/heic"
    assert FileKind.PDF.mime == "application/pdf"


def test_ten_megabytes_fit_and_a_byte_more_does_not() -> None:
    assert read_kind("a.jpg", MOST_BYTES, JPEG) == FileKind.JPEG
    with pytest.raises(Refusal, match="larger than 10 MB"):
        read_kind("a.jpg", MOST_BYTES + 1, JPEG)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ({"number": 3}, "3 files are the most"),
        ({"of_one": MOST_OF_ONE - 9}, "more than 50 MB"),
        ({"of_all": MOST_OF_ALL - 9}, "no room for files"),
        ({"kept": MOST_KEPT - 9}, "no room for files"),
    ],
)
def test_a_file_that_just_fits_fits_and_one_byte_more_is_refused(
    held: dict[str, int], why: str
) -> None:
    room = {"number": 0, "of_one": 0, "of_all": 0, "kept": 0, **held}
    if "number" not in held:
        make_room(9, **room)
    with pytest.raises(Refusal, match=why):
        make_room(10, **room)


def test_an_answer_of_files_is_their_ids() -> None:
    assert read(SHOWS, ["7", "9"]).files == (7, 9)
    assert not read(SHOWS, [])


@pytest.mark.parametrize("said", [["x"], ["-1"], ["1", "2", "3", "4"], ["²"], ["9" * 5000]])
def test_what_is_no_id_is_refused(said: list[str]) -> None:
    with pytest.raises(Refusal):
        read(SHOWS, said)
