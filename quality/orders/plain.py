"""The plain count: the csv module, string comparison, and nothing of the program.

Days are compared as text ("2018-09-03" < "2018-09-04"), months are their first seven signs: no
zone, no clock and no date arithmetic in which both counts could share a mistake.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

FILE = "olist_orders_dataset.csv"
CUSTOMERS = "olist_customers_dataset.csv"
DELIVERED, CANCELLED = "delivered", "canceled"


@dataclass
class Plain:
    """How many of each, over all and by month of the promised day, of purchase, of delivery."""

    orders: int = 0
    kept: int = 0
    late: int = 0
    withdrawn: int = 0
    open: int = 0
    people: int = 0
    kept_by_month: Counter[str] = field(default_factory=Counter)
    late_by_month: Counter[str] = field(default_factory=Counter)
    open_by_month: Counter[str] = field(default_factory=Counter)
    made_by_month: Counter[str] = field(default_factory=Counter)
    delivered_by_month: Counter[str] = field(default_factory=Counter)


def count(folder: Path, *, naive: bool = False) -> Plain:
    """The figures. `naive`, the planted bug: a promised day ends when it begins, at midnight."""
    found = Plain()
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _add(found, row, naive)
    with (folder / CUSTOMERS).open(encoding="utf-8", newline="") as file:
        found.people = len({row["customer_unique_id"] for row in csv.DictReader(file)})
    return found


def _add(found: Plain, row: dict[str, str], naive: bool) -> None:
    promised = row["order_estimated_delivery_date"]
    delivered = row["order_delivered_customer_date"]
    month = promised[:7]
    found.orders += 1
    found.made_by_month[row["order_purchase_timestamp"][:7]] += 1
    if row["order_status"] == CANCELLED:
        found.withdrawn += 1
    elif row["order_status"] != DELIVERED:
        found.open += 1
        found.open_by_month[month] += 1
    else:
        found.delivered_by_month[delivered[:7]] += 1
        if (delivered > promised) if naive else (delivered[:10] > promised[:10]):
            found.late += 1
            found.late_by_month[month] += 1
        else:
            found.kept += 1
            found.kept_by_month[month] += 1
