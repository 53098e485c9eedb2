"""A small shop's files, made up for these tests."""

from __future__ import annotations

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
