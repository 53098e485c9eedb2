"""Orders in the form of the real ones, made up: for where the real ones are not."""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGAN = datetime(2017, 1, 2, 9, tzinfo=UTC)  # written without its zone, as the real files are
FORM = "%Y-%m-%d %H:%M:%S"
COLUMNS = {
    "orders": (
        *("order_id", "customer_id", "order_status", "order_purchase_timestamp"),
        *("order_delivered_customer_date", "order_estimated_delivery_date"),
    ),
    "customers": ("customer_id", "customer_unique_id", "customer_city"),
    "order_items": ("order_id", "order_item_id", "price"),
    "order_payments": ("order_id", "payment_sequential", "payment_value"),
    "order_reviews": (
        *("review_id", "order_id", "review_score", "review_comment_title"),
        *("review_comment_message", "review_creation_date", "review_answer_timestamp"),
    ),
}


def write(folder: Path, orders: int, *, seed: int) -> None:
    """The five files, each order with its customer, items, payment and review."""
    chance = random.Random(seed)  # not for secrets
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in COLUMNS}
    for _ in range(orders):
        _add(rows, chance)
    for name, columns in COLUMNS.items():
        with (folder / f"olist_{name}_dataset.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([columns, *rows[name]])


def _add(rows: dict[str, list[tuple[str, ...]]], chance: random.Random) -> None:
    order, customer, review = (f"{chance.getrandbits(128):032x}" for _ in range(3))
    bought = BEGAN + timedelta(hours=chance.randrange(12_000))
    promised = (bought + timedelta(days=chance.randrange(5, 30))).replace(hour=0)
    came = bought + timedelta(days=chance.randrange(1, 32), minutes=chance.randrange(600))
    asked = came.replace(hour=0) + timedelta(days=1)
    said = asked + timedelta(hours=chance.randrange(1, 60))
    least = 3 if came.date() <= promised.date() else 1
    score = str(chance.randrange(least, least + 3))
    times = (each.strftime(FORM) for each in (bought, came, promised))
    rows["orders"].append((order, customer, "delivered", *times))
    rows["customers"].append((customer, f"{chance.getrandbits(128):032x}", "tanabi"))
    for n in range(chance.randrange(0, 4)):
        rows["order_items"].append((order, str(n + 1), _price(chance)))
    rows["order_payments"].append((order, "1", _price(chance)))
    words = ("Fine", "It came.\nThank you, all of you")
    rows["order_reviews"].append(
        (review, order, score, *words, asked.strftime(FORM), said.strftime(FORM))
    )


def _price(chance: random.Random) -> str:
    return f"{chance.randrange(999, 99_999) / 100:.2f}"
