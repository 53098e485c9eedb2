"""What a row promises, and why it does not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.domain.exchange.rules.mapping import Ending
from makegood.kit.refusal import Refusal
from tests.domain.exchange.shop import MAPPING, PEOPLE, ROWS, Sorted, orders, sorted_out

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 2, 1, tzinfo=UTC)


def read(
    *rows: str,
    mapping: str = MAPPING,
    people: str = PEOPLE,
    zone: ZoneInfo = BERLIN,
    paid: str = "",
) -> Sorted:
    beside = {"people.csv": lambda: [people.encode()], "paid.csv": lambda: [paid.encode()]}
    return sorted_out(orders(*rows), mapping, zone=zone, now=NOW, beside=beside)


def reason(row: str, *, mapping: str = MAPPING, people: str = PEOPLE) -> str:
    found = read(row, mapping=mapping, people=people)
    assert not found.arrivals
    return found.bad[0].reason


def test_each_row_becomes_what_it_says() -> None:
    found = read(*ROWS)
    assert not found.bad
    first, second, third, fourth = found.arrivals
    assert (first.key, first.text, first.customer_name) == ("shop:A1", "Order A1", "Rosa Baker")
    assert (first.customer_key, first.engagement, first.line) == ("shop:1", "Order A1", 2)
    assert first.due.first == date(2026, 1, 9)
    assert first.made_at == datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    assert [one.ending for one in found.arrivals] == [
        Ending.KEPT,
        Ending.KEPT,
        Ending.WITHDRAWN,
        Ending.OPEN,
    ]
    assert [one.is_late for one in found.arrivals] == [False, True, False, False]
    assert (third.ended_at, fourth.ended_at) == (None, None)
    assert second.ended_at == datetime(2026, 1, 9, 23, 30, tzinfo=UTC)


def test_a_promised_midnight_means_the_whole_day() -> None:
    midnight = ROWS[0].replace("2026-01-09,", "2026-01-09 00:00:00,")
    assert not read(midnight).arrivals[0].is_late


def test_a_promised_instant_is_late_a_moment_after() -> None:
    instant = MAPPING.replace('due = "promised"', 'due = "promised"\ndue_is = "instant"')
    row = "A1,1,done,2026-01-05 10:00:00,2026-01-09 12:00:00,2026-01-09 12:00:01"
    assert read(row, mapping=instant).arrivals[0].is_late
    assert "says a day and no time" in reason(ROWS[0], mapping=instant)


def test_a_day_without_time_is_kept_on_that_day() -> None:
    same = read("A1,1,done,2026-01-09 10:00:00,2026-01-09,2026-01-09").arrivals[0]
    assert same.ended_at == same.made_at
    assert not read("A1,1,done,2026-01-05,2026-01-09,2026-01-09").arrivals[0].is_late


def test_a_time_that_bears_its_zone_keeps_it() -> None:
    found = read("A1,1,done,2026-01-05T10:00:00Z,2026-01-09,2026-01-10T01:30:00+03:00")
    assert found.arrivals[0].made_at == datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
    assert not found.arrivals[0].is_late


def test_formats_are_tried_in_their_order() -> None:
    german = MAPPING.replace('zone = "Europe/Berlin"', 'formats = ["%d.%m.%Y %H:%M", "%d.%m.%Y"]')
    found = read("A1,1,done,05.01.2026 10:00,09.01.2026,09.01.2026 23:59", mapping=german)
    assert found.arrivals[0].due.first == date(2026, 1, 9)
    assert "is no date. Write it like this: 27.11.2026 14:30 /" in reason(ROWS[0], mapping=german)


def test_the_hour_that_comes_twice_is_the_first() -> None:
    row = "A1,1,done,2025-10-26 02:30:00,2025-10-27,"
    found = read(row.replace("done", "packing"))
    assert found.arrivals[0].made_at == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A1,1,done,,2026-01-09,2026-01-09", "ordered is empty"),
        ("A1,1,done,2026-01-05,,2026-01-09", "promised is empty"),
        ("A1,1,done,2026-01-05,2026-01-09,", "delivered does not say when"),
        ("A1,1,packing,2026-01-05,2026-01-09,2026-01-09", "Its status means open"),
        ("A1,1,cancelled,2026-01-05,2026-01-09,2026-01-09", "Its status means withdrawn"),
        ("A1,1,lost,2026-01-05,2026-01-09,", "what the status “lost” means"),
        ("A1,1,,2026-01-05,2026-01-09,", "what the status “” means"),
        ("A1,1,packing,2026-01-10,2026-01-09,", "The day it was promised for lies before"),
        ("A1,1,done,2026-01-05,2026-01-09,2026-01-04", "lies before it was promised"),
        ("A1,1,done,2026-01-05,2026-01-09,2026-03-01", "is still ahead"),
        ("A1,1,packing,2026-03-01,2026-03-09,", "promised in the future"),
        ("A1,1,packing,2026-01-05,soon,", "“soon” is no date"),
        ("A1,1,packing,2026-01-05,2026-02-30,", "“2026-02-30” is no date"),
        ("A1,1,packing,2026-01-05,0026-01-09,", "The year 26 cannot be right"),
        ("A1,1,packing,2026-01-05,9999-12-31,", "The year 9999 cannot be right"),
        ("A1,1,packing,0001-01-01T00:00:00+14:00,2026-01-09,", "is no date"),
        (",1,packing,2026-01-05,2026-01-09,", "It has no key: order is empty"),
        ("A1,9,packing,2026-01-05,2026-01-09,", "people.csv has no row for “9”"),
        (f"{'A' * 250},1,packing,2026-01-05,2026-01-09,", "longer than 200"),
    ],
)
def test_a_row_that_says_too_little_or_two_things_stays_outside(row: str, said: str) -> None:
    assert said in reason(row)


def test_ten_thousand_characters_stay_outside() -> None:
    long = MAPPING.replace('text = "Order {order}"', 'text = "{state}"')
    long = long.replace('open = ["packing"]', f'open = ["{"x" * 10_000}"]')
    row = f"A1,1,{'x' * 10_000},2026-01-05,2026-01-09,"
    assert "10000 characters" in reason(row, mapping=long)


def test_a_name_of_ten_thousand_characters_stays_outside() -> None:
    assert "longer than 200" in reason(ROWS[0], people=f"id,name\n1,{'x' * 10_000}\n")


def test_a_key_that_comes_twice_counts_once() -> None:
    found = read(ROWS[0], ROWS[0])
    assert len(found.arrivals) == 1
    assert [(bad.line, bad.reason) for bad in found.bad] == [
        (3, "The same key stands on line 2 already.")
    ]


def test_a_joined_key_that_stands_twice_is_refused_unless_the_first_is_meant() -> None:
    twice = PEOPLE + "1,Rosalind Baker\n"
    assert "several rows for “1”, on lines 2, 4" in reason(ROWS[0], people=twice)
    first = MAPPING.replace('key = "id"', 'key = "id"\nseveral = "first"')
    assert read(ROWS[0], people=twice, mapping=first).arrivals[0].customer_name == "Rosa Baker"


def test_without_a_status_the_dates_decide() -> None:
    start, end = MAPPING.index("[status]"), MAPPING.index("[customer]")
    plain = MAPPING[:start] + MAPPING[end:]
    found = read(*ROWS, mapping=plain)
    assert [one.ending for one in found.arrivals] == [
        *(Ending.KEPT, Ending.KEPT, Ending.OPEN, Ending.OPEN)
    ]


def test_kept_and_withdrawn_at_once_stays_outside() -> None:
    start, end = MAPPING.index("[status]"), MAPPING.index("[customer]")
    both = MAPPING[:start] + MAPPING[end:]
    both = both.replace('kept = "delivered"', 'kept = "delivered"\nwithdrawn = "delivered"')
    assert "both kept and withdrawn" in reason(ROWS[0], mapping=both)


def test_bad_rows_keep_the_order_of_the_file() -> None:
    found = read("A1,1", ",1,packing,2026-01-05,2026-01-09,", "A3,1")
    assert [bad.line for bad in found.bad] == [2, 3, 4]


def test_it_must_be_a_refusal_that_says_so() -> None:
    with pytest.raises(Refusal):
        read(*ROWS, people="id\n1\n")


PAID = (
    MAPPING.replace('name = "Order {order}"', 'name = "{paid.#} paid"\nvalue = "paid.sum"')
    + """
[join.paid]
file = "paid.csv"
on = "order"
key = "order"
several = "add"
missing = "empty"
"""
)


@pytest.mark.parametrize(
    ("paid", "name", "value"),
    [
        ("A1,10.50,card\nA1,4.25,cash\n", "2 paid", 1475),
        ("A1,10.50,card\n", "1 paid", 1050),
        ("A2,10.50,card\n", "0 paid", None),
    ],
)
def test_what_stands_in_several_rows_of_another_file_is_added(
    paid: str, name: str, value: int | None
) -> None:
    found = read(ROWS[0], mapping=PAID, paid=f"order,sum,how\n{paid}").arrivals[0]
    assert (found.engagement, found.value_cents) == (name, value)
