"""The plain count: csv, statistics and the calendar's days, and nothing of the program.

Days are the first ten signs of what the file says, months the first seven: no zone and no clock.
The intervals of shares are found by halving instead of by their formula.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import NormalDist, fmean

ORDERS = "olist_orders_dataset.csv"
REVIEWS = "olist_order_reviews_dataset.csv"
Z = NormalDist().inv_cdf(0.975)
# The words of the page for each band, from early to late, and the days it reaches to.
BANDS = (
    (-7, "7+ days early"),
    (-1, "1–6 days early"),
    (0, "On the day"),
    (3, "1–3 days late"),
    (7, "4–7 days late"),
    (14, "8–14 days late"),
    (10**6, "15+ days late"),
)


@dataclass(frozen=True)
class Planted:
    """Bugs that the comparison must catch.

    `midnight`: a promised day ends when it begins. `utc_month`: its month is that of its end in
    Greenwich, three hours on. `utc_day`: what came in the evening came on the next day.
    """

    midnight: bool = False
    utc_month: bool = False
    utc_day: bool = False


@dataclass
class Plain:
    """Orders by month of the promised day; the scores by band, by late, and by when asked."""

    kept: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    bands: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    scores: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    ratings: int = 0
    outside: int = 0


def count(folder: Path, planted: Planted = Planted()) -> Plain:
    found, came = Plain(), dict[str, tuple[bool, int, str]]()
    for row in _rows(folder / ORDERS):
        promised, delivered = (
            row["order_estimated_delivery_date"],
            row["order_delivered_customer_date"],
        )
        if planted.utc_day and delivered:
            delivered = f"{datetime.fromisoformat(delivered) + timedelta(hours=3)}"
        day = date.fromisoformat(promised[:10])
        month = f"{day + timedelta(days=planted.utc_month)}"[:7]
        if row["order_status"] == "canceled":
            found.left_out[month] += 1
            continue
        found.of[month] += 1
        if row["order_status"] == "delivered":
            cut = 19 if planted.midnight else 10
            is_late = delivered[:cut] > promised[:cut]
            (found.late if is_late else found.kept)[month] += 1
            days = (date.fromisoformat(delivered[:10]) - day).days
            came[row["order_id"]] = is_late, days, delivered[:10]
    for row in _rows(folder / REVIEWS):
        found.ratings += 1
        if row["order_id"] not in came:
            found.outside += 1
            continue
        _rate(
            found, int(row["review_score"]), row["review_creation_date"][:10], came[row["order_id"]]
        )
    return found


def _rate(found: Plain, score: int, asked: str, order: tuple[bool, int, str]) -> None:
    is_late, days, came = order
    name = "Late" if is_late else "On time"
    band = next(words for most, words in BANDS if days <= most)
    when = "asked before" if asked < came else "asked the same" if asked == came else "asked after"
    found.bands[band].append(score)
    found.scores[name].append(score)
    found.asked[f"{name}, {when}"].append(score)


def mean(scores: list[int]) -> str:
    return f"{fmean(scores):.2f}" if scores else "–"


def bounds(kept: int, of: int) -> tuple[int, int]:
    """Per cent: the least and the greatest share under which so many of so many are no wonder.

    Wilson's interval by its definition, found by halving.
    """
    share = kept / of
    return round(100 * _edge(share, of, 0.0)), round(100 * _edge(share, of, 1.0))


def _edge(share: float, of: int, far: float) -> float:
    near, outside = share, far
    for _ in range(60):
        middle = (near + outside) / 2
        is_inside = abs(share - middle) <= Z * (middle * (1 - middle) / of) ** 0.5
        near, outside = (middle, outside) if is_inside else (near, middle)
    return near


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
