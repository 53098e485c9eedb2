"""A file is read piece by piece, and no longer than it makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.domain.exchange.rules.bounds import Bounds, is_vcards, refuse_size
from makegood.domain.exchange.rules.decoding import Lines
from makegood.domain.exchange.rules.table import Bad, Row, Rows
from makegood.kit.refusal import Refusal

SMALL = Bounds(bytes=10_000_000, rows=50, columns=20, row=100_000, hopeless=10)
PEOPLE = "id,name\n1,Jörg Weiß\n2,Zoë\n"


def rows(content: bytes, bounds: Bounds = SMALL, *, encoding: str = "") -> Rows:
    return Rows([content], name="people.csv", bounds=bounds, encoding=encoding)


def names(content: bytes, *, encoding: str = "") -> list[str]:
    return [one.cells["name"] for one in rows(content, encoding=encoding)]


def refusal(chunks: Iterator[bytes] | list[bytes], bounds: Bounds = SMALL) -> str:
    with pytest.raises(Refusal) as refused:
        list(Rows(chunks, name="people.csv", bounds=bounds))
    return refused.value.sentence


def endless(piece: bytes, asked: list[int]) -> Iterator[bytes]:
    """A file of any size; how many pieces were taken stands in the list."""
    while True:
        asked.append(1)
        yield piece


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        *(("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16")),
        *(("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("latin-1", "windows-1252")),
        *(("windows-1252", "windows-1252"), ("mac-roman", "mac-roman"), ("cp850", "cp850")),
    ],
)
def test_each_encoding_is_found(encoding: str, said: str) -> None:
    found = rows(PEOPLE.encode(encoding))
    assert [one.cells["name"] for one in found] == ["Jörg Weiß", "Zoë"]
    assert found.encoding == said


def test_it_reads_the_same_in_pieces_of_any_size() -> None:
    # The beginning is looked at in one piece: what is cut apart must stand behind it.
    head = f"id,name,{'x' * 5000}"
    content = f'{head}\r\n1,"Jörg\r\nWeiß",\r\n2,Zoë,\r\n'.encode()
    for size in (1, 2, 3, 7):
        pieces = [content[n : n + size] for n in range(0, len(content), size)]
        found = list(Rows(pieces, name="people.csv"))
        assert [(one.line, one.cells["name"]) for one in found] == [(2, "Jörg\r\nWeiß"), (4, "Zoë")]


def test_one_torn_sign_spoils_one_row() -> None:
    found = list(rows("id,name\n1,Jörg\n2,Zoë\n3,Zo".encode() + b"\xc3\n4,Ada\n"))
    assert [type(one) for one in found] == [Row, Row, Bad, Row]
    assert found[2].cells["name"] == "Zo\ufffd"
    assert "bytes that are no utf-8" in next(one.reason for one in found if isinstance(one, Bad))


def test_an_encoding_that_is_named_counts() -> None:
    assert names("id,name\n1,Łódź\n".encode("cp1250"), encoding="cp1250") == ["Łódź"]


def test_what_excel_says_about_its_separator_counts() -> None:
    found = list(rows(b"sep=;\nid;name\n1;Baker, Rosa\n"))
    assert [(one.line, one.cells) for one in found] == [(3, {"id": "1", "name": "Baker, Rosa"})]


def test_a_note_above_the_header_is_passed_over() -> None:
    above = b'Notes:\n"Some addresses are missing, as you may see."\n\nFirst Name,Last Name\n'
    found = rows(above + b"Rosa,Baker\nJonas,Holm\n")
    assert found.columns == ["First Name", "Last Name"]
    assert [one.line for one in found] == [5, 6]


def test_blank_lines_above_the_header_are_no_header() -> None:
    assert names(b"\n  \n,,\nid,name\n1,Rosa\n") == ["Rosa"]


@pytest.mark.parametrize(
    "content",
    [b"'id';'name'\n'1';'O\"Neil; Ada'\n", b'id,name\n1,"O\\"Neil; Ada"\n'],
)
def test_other_ways_to_quote_are_found(content: bytes) -> None:
    assert names(content) == ['O"Neil; Ada']


def test_empty_cells_beyond_the_last_column_are_no_mistake() -> None:
    assert names(b"id,name\n1,Rosa,,\n,,\n2,Jonas\n") == ["Rosa", "Jonas"]


def test_a_cell_that_no_column_has_is_kept_for_the_mending() -> None:
    bad = next(iter(rows(b"id,name\n1,Baker, Rosa\n2,Ada\n")))
    assert bad.cells == {"id": "1", "name": "Baker", "left out: more": " Rosa"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + b"x" * 30 + b"xl/workbook.xml", "people.csv is an Excel file."),
        (b"PK\x03\x04" + b"x" * 30, "is packed. Unpack it"),
        (b"\x1f\x8b\x08\x00rest", "is packed. Unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an Office file."),
        (b"%PDF-1.7\n", "is a PDF."),
        (b"\x89PNG\r\n\x1a\n", "is a picture."),
        (b"\xff\xd8\xff\xe0", "is a picture."),
        (b"\n<!DOCTYPE html><title>Sign in", "is a web page."),
        (b"BEGIN:VCALENDAR\r\n", "is a calendar."),
        (b"\x00" * 5000, "is no text."),
        (bytes(range(256)) * 20, "is no text."),
        (b",".join(b"%d" % n for n in range(21)), "has 21 columns; up to 20"),
        ("id,näme,mäil".encode() + b"\xc3\n1,Rosa,x\n", "first line of people.csv holds bytes"),
        (b'sep=,\nid,"na"me\n1,Rosa\n', "cannot be read. A quotation mark"),
        (b"id,name\n" + b"1,a\n" * 51, "more than 50 rows"),
        (b"id,name\n" + b"1\n" * 20, "None of the first 10 rows"),
        (b"id,name\n1," + b'"a\n",' * 30_000, "on line 2 a quotation mark opens"),
        (b"id,name\n1," + b"a" * 100_001, "Line 2 of people.csv is longer than 100000 signs"),
    ],
)
def test_what_is_none_of_ours_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    assert said in refusal([content])


@pytest.mark.parametrize(
    "piece", [b"\x00" * 65536, b"a" * 65536, b"y\n" * 32768, b"a,b\n1\n" * 9000]
)
def test_endless_rubbish_is_refused_after_a_little_of_it(piece: bytes) -> None:
    asked: list[int] = []
    assert refusal(endless(piece, asked))
    assert len(asked) < 10


def test_a_file_that_is_too_large_is_refused_before_and_while_it_is_read() -> None:
    most = Bounds(bytes=1_000_000)
    with pytest.raises(Refusal, match=r"larger than 1 MB"):
        refuse_size(1_000_001, name="people.csv", bounds=most)
    assert "larger than 1 MB" in refusal(endless(b"id," + b"a" * 9000 + b"\n", []), most)


def test_a_cell_that_is_too_long_spoils_one_row() -> None:
    content = b"id,name\n1," + b"a" * 131_073 + b"\n2,Ada\n"
    found = list(rows(content, Bounds()))
    assert [type(one) for one in found] == [Bad, Row]


def test_vcards_are_known_by_their_beginning() -> None:
    assert is_vcards(b"\xef\xbb\xbfbegin:vcard\r\n")
    assert is_vcards("BEGIN:VCARD\r\n".encode("utf-16"))
    assert not is_vcards(b"id,name\n")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300) | st.text("\"',;\t\r\n\\=a1ö\x00\u202e", max_size=80).map(str.encode)
)
def test_no_bytes_at_all_break_it(content: bytes) -> None:
    with suppress(Refusal):
        list(Rows([content], name="people.csv"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.integers(1, 9))
def test_lines_lose_nothing(text: str, size: int) -> None:
    content = f"{'a' * 5000},{text}".encode()
    pieces = [content[n : n + size] for n in range(0, len(content), size)]
    with suppress(Refusal):
        assert "".join(Lines(pieces, name="people.csv")) == content.decode()
