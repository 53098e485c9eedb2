"""The plain count of what went wrong: csv, days as text, and nothing of the program.

An order is late when it came after its promised day, or never came and was not cancelled; low, when
one of its reviews has at most two of five stars. One that is either is one case.
"""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from quality.insights.plain import BANDS, ORDERS, REVIEWS

CUSTOMERS = "olist_customers_dataset.csv"
DELIVERED, CANCELLED = "delivered", "canceled"
MOST_LOW = 2
Row = dict[str, str]


@dataclass(frozen=True)
class Order:
    """A row of the orders, with its reviews and the person whose it is."""

    row: Row
    person: str
    reviews: tuple[Row, ...]


@dataclass
class Plain:
    """Orders by what went wrong, what opened their case, and the scores by band of days."""

    orders: int = 0
    late: int = 0
    low: int = 0
    both: int = 0
    opened: Counter[str] = field(default_factory=Counter)
    grounds: int = 0
    scores: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def cases(self) -> int:
        return self.late + self.low - self.both


def orders(folder: Path, *, sample: int | None, seed: int) -> list[Order]:
    """All orders of the file, or so many of them by lot, in the order of the file."""
    people = {row["customer_id"]: row["customer_unique_id"] for row in _rows(folder / CUSTOMERS)}
    said = defaultdict[str, list[Row]](list)
    for row in _rows(folder / REVIEWS):
        said[row["order_id"]].append(row)
    found = [
        Order(row, people[row["customer_id"]], tuple(said[row["order_id"]]))
        for row in _rows(folder / ORDERS)
    ]
    if sample is None or sample >= len(found):
        return found
    drawn = set(random.Random(seed).sample(range(len(found)), sample))
    return [order for n, order in enumerate(found) if n in drawn]


def count(found: list[Order], *, midnight: bool = False) -> Plain:
    """The figures. `midnight`, a planted bug: a promised day ends when it begins."""
    plain = Plain(orders=len(found))
    for order in found:
        _add(plain, order, cut=19 if midnight else 10)
    return plain


def _add(plain: Plain, order: Order, cut: int) -> None:
    status, promised = order.row["order_status"], order.row["order_estimated_delivery_date"]
    came = order.row["order_delivered_customer_date"] if status == DELIVERED else ""
    late = status != CANCELLED and (not came or came[:cut] > promised[:cut])
    low = sorted(
        one["review_answer_timestamp"]
        for one in order.reviews
        if int(one["review_score"]) <= MOST_LOW
    )
    plain.late += late
    plain.low += bool(low)
    plain.both += late and bool(low)
    plain.grounds += late + len(low)
    if late or low:
        is_first = not late or (bool(low) and low[0][:10] <= promised[:10])
        plain.opened["low_score" if is_first else "missed"] += 1
    if came:
        band = _band((date.fromisoformat(came[:10]) - date.fromisoformat(promised[:10])).days)
        plain.scores[band].update(int(one["review_score"]) for one in order.reviews)


def _band(days: int) -> str:
    return next(words for most, words in BANDS if days <= most)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
