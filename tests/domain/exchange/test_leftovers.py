"""The file of what stayed outside."""

from __future__ import annotations

from makegood.domain.exchange.rules.leftovers import LINE, REASON, leftovers
from makegood.domain.exchange.rules.table import Bad, read_table

COLUMNS = ["order", "words"]
BAD = Bad(7, "It has no key.", {"order": "", "words": "tea,\nbiscuits"})


def test_it_reads_back_as_the_rows_it_came_from() -> None:
    table = read_table(leftovers([BAD], COLUMNS).encode(), name="left", needed=COLUMNS)
    assert table.columns == [LINE, REASON, *COLUMNS]
    assert [row.cells for row in table.rows] == [{LINE: "7", REASON: BAD.reason, **BAD.cells}]


def test_what_stays_out_a_second_time_says_why_once() -> None:
    again = leftovers([BAD], [LINE, REASON, *COLUMNS])
    assert again.splitlines()[0] == f"{LINE},{REASON},order,words"
