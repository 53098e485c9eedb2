"""From bytes to rows, whatever programs write."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.leftovers import leftovers
from makegood.domain.exchange.rules.table import Bad, Table, read_table
from makegood.kit.refusal import Refusal

PLAIN = "id,name\n1,Rosa\n2,Jörg\n"
NEEDED = ("id", "name")


def read(content: bytes, *needed: str) -> Table:
    return read_table(content, name="people.csv", needed=needed or NEEDED)


def names(table: Table) -> list[str]:
    return [row.cells["name"] for row in table.rows]


def test_a_plain_file_is_read() -> None:
    table = read(PLAIN.encode())
    assert names(table) == ["Rosa", "Jörg"]
    assert [row.line for row in table.rows] == [2, 3]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(encoding: str, said: str) -> None:
    table = read(PLAIN.encode(encoding))
    assert (names(table), table.encoding) == (["Rosa", "Jörg"], said)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_separator_and_line_end_reads_the_same(separator: str, end: str) -> None:
    text = PLAIN.replace(",", separator).replace("\n", end)
    assert names(read(text.encode())) == ["Rosa", "Jörg"]


def test_a_separator_is_chosen_by_the_columns_that_are_needed() -> None:
    table = read(b'id;name;"a,b,c,d"\n1;Rosa;x\n')
    assert names(table) == ["Rosa"]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    table = read(b'id,name\n1,"Rosa\nBaker"\n\n2,Jonas\n3\n')
    assert [row.line for row in table.rows] == [2, 5]
    assert [bad.line for bad in table.bad] == [6]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1", "1 cells, where the first line has 2."),
        ("1,Rosa,x", "3 cells, where the first line has 2."),
        ("1,Ro\x00sa", "NUL"),
        ('1,"Ro"sa', "quotation mark"),
    ],
)
def test_a_bad_row_says_why_and_the_rest_goes_on(row: str, reason: str) -> None:
    table = read(f"id,name\n{row}\n2,Jonas\n".encode())
    assert names(table) == ["Jonas"]
    assert [bad.line for bad in table.bad] == [2]
    assert reason in table.bad[0].reason


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"id,nom\n1,Rosa\n", "people.csv has no column name. It has: id, nom."),
        (b"id,name,name\n1,a,b\n", "two columns named name"),
        (b"id,na\x00me\n1,Rosa\n", "NUL bytes"),
        (b'id,name\n1,Rosa\n2,"Jonas\n3,Ada\n', "on line 3 a quotation mark opens"),
        (b"id,name\n1,\x81\x8d\xff\n", "Save it as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert said in refused.value.sentence


def test_a_column_that_nobody_needs_may_stand_twice() -> None:
    assert names(read(b"id,name,x,x\n1,Rosa,2,3\n")) == ["Rosa"]


def test_a_file_without_rows_is_no_mistake() -> None:
    assert read(b"id,name\n").rows == []


def test_leftovers_can_be_mended_and_read_again() -> None:
    bad = [Bad(7, "No day.", {"id": "1", "name": "Rosa\nBaker"}), Bad(9, "Torn.")]
    again = read(leftovers(bad, ["id", "name"]).encode("utf-8-sig"))
    assert again.rows[0].cells == {
        "left out: line": "7",
        "left out: why": "No day.",
        "id": "1",
        "name": "Rosa\nBaker",
    }
    once_more = leftovers(again.bad, again.columns)
    assert once_more.count("left out: line") == 1
