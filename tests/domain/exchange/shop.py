"""A small shop's files, made up for these tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from makegood.domain.exchange.rules.arrivals import Arrival
from makegood.domain.exchange.rules.mapping import mapping_from
from makegood.domain.exchange.rules.sorting import Bytes, Files, Reading
from makegood.domain.exchange.rules.table import Bad

MAPPING = """
source = "shop"

[times]
zone = "Europe/Berlin"

[promise]
key = "{order}"
text = "Order {order}"
kind = "delivery"
made = "ordered"
due = "promised"
kept = "delivered"

[status]
column = "state"
kept = ["done"]
withdrawn = ["cancelled"]
open = ["packing"]

[customer]
key = "{customer}"
name = "{people.name}"

[engagement]
name = "Order {order}"

[join.people]
file = "people.csv"
on = "customer"
key = "id"
"""
PEOPLE = "id,name\n1,Rosa Baker\n2,Jonas Holm\n"
HEADER = "order,customer,state,ordered,promised,delivered"
ROWS = (
    "A1,1,done,2026-01-05 10:00:00,2026-01-09,2026-01-09 23:30:00",
    "A2,2,done,2026-01-05 10:00:00,2026-01-09,2026-01-10 00:30:00",
    "A3,1,cancelled,2026-01-06 10:00:00,2026-01-12,",
    "A4,2,packing,2026-01-07 10:00:00,2026-01-13,",
)


def orders(*rows: str, header: str = HEADER) -> str:
    """A file of orders: the header and these rows."""
    return "\n".join([header, *rows]) + "\n"


class Sorted(NamedTuple):
    """What came of a file's rows."""

    arrivals: list[Arrival]
    bad: list[Bad]


def sorted_out(
    text: str,
    mapping: str,
    *,
    zone: ZoneInfo,
    now: datetime,
    beside: Mapping[str, Bytes] | None = None,
) -> Sorted:
    """What a mapping makes of a file of orders."""
    files = Files("orders.csv", lambda: [text.encode()], beside or {})
    found = list(Reading(files, mapping_from(mapping, kinds=("delivery",)), zone=zone, now=now))
    arrivals = [one for one in found if isinstance(one, Arrival)]
    return Sorted(arrivals, [one for one in found if isinstance(one, Bad)])
