"""The file of what stayed outside."""

from __future__ import annotations

from makegood.domain.exchange.rules.leftovers import (
    LINE,
    REASON,
    leftovers,
    refused_in,
    with_refused,
)
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


def test_what_is_refused_later_is_counted_shown_first_and_held_as_far_as_it_fits() -> None:
    long = [Bad(n, "why", {"a": "x" * 300_000}, "a.csv") for n in range(12)]
    found = with_refused({"counts": {"new": 12}, "wrong": []}, long[:2])
    found = with_refused(found, long[2:])
    assert found["counts"] == {"new": 12, "refused": 12}
    assert [one["line"] for one in found["wrong"]] == list(range(8))
    assert [one["line"] for one in found["refused"]] == [0, 1, 2]
    assert list(refused_in(found)) == ["a.csv"]
    assert with_refused({}, []) == refused_in({}) == {}
