"""Nothing that we write is run by a spreadsheet, and all of it comes back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.domain.exchange.rules.cells import plain, safe
from makegood.domain.exchange.rules.leftovers import leftovers
from makegood.domain.exchange.rules.table import Bad, Rows

DANGEROUS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\x00=1+1"),
    *("＝1+1", "＋1", "－1", "＠SUM(1)", "﹦1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1"),
    *("=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0"),
    *('=HYPERLINK("http://x")', '=DDE("cmd";"/C calc")', "=WEBSERVICE(A1)", "'=1+1", "''=1+1"),
    *('"=1+1"', "\u202e=1+1", "\u3000=1+1", "a;=1+1", "a\n=1+1", "a\r\n  @x", "a\t-1", "−1"),
)
STARTS = re.compile(r"[\s\"\u200b\u202e\ufeff\x00]*[=+\-@＝＋－＠﹦−\t\r\n]")
TEXTS = st.text(st.sampled_from("'=+-@;\t\r\n\" aＡ＝\u200b\x00"), max_size=12) | st.text(
    max_size=30
)


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_part_of_a_cell_begins_as_a_formula_does(text: str) -> None:
    cell = safe(text)
    assert not STARTS.match(cell)
    assert not any(re.match(r"[\s\"]*[=+\-@]", part) for part in re.split(r"[;\t\r\n]", cell))
    assert plain(cell) == text


@pytest.mark.parametrize(
    "text", ["'tis", "'26", "Rosa", "", "1-2", "a=b", "rosa@bakery.example", "'"]
)
def test_harmless_words_stay_as_they_are(text: str) -> None:
    assert (safe(text), plain(text)) == (text, text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    assert plain(safe(text)) == text
    assert safe(text) == text or not STARTS.match(safe(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS.filter(lambda text: "\x00" not in text), min_size=2, max_size=2))
def test_what_was_left_out_is_read_as_it_was(texts: list[str]) -> None:
    cells = dict(zip(["=order", "words"], texts, strict=True))
    written = leftovers([Bad(7, "=why", cells)], list(cells))
    shown = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    assert not any(STARTS.match(cell) for cell in shown)
    row = next(iter(Rows([written.encode("utf-8-sig")], name="left.csv", needed=cells)))
    assert {column: row.cells[column] for column in cells} == cells


def test_cells_of_others_keep_their_apostrophe() -> None:
    rows = Rows([b"id,phone\n1,'+49 30 1\n"], name="people.csv")
    assert next(iter(rows)).cells["phone"] == "'+49 30 1"
    rows = Rows([b"id,phone\n1,'+49 30 1\n"], name="people.csv", ours=True)
    assert next(iter(rows)).cells["phone"] == "+49 30 1"
