"""The real orders and their reviews: does the page of insights count as a plain reader does?

    python -m quality.insights [--postgresql]

Reads QUALITY_DATA/orders. Imports the orders and their ratings into a private database by the
mapping, and compares every figure of the queries and of the page: kept, counted and left out
by month of the promised day, each share with its interval; the mean rating on time and late, by
band of days and by when it was asked for. Exit code 0: all agree, and each planted bug was caught.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from quality import scoreboard
from quality.insights import plain
from quality.private_database import private_database, set_up

PLANTED = {
    "naive midnight": plain.Planted(midnight=True),
    "months of Greenwich": plain.Planted(utc_month=True),
    "evenings of Greenwich": plain.Planted(utc_day=True),
}
FEWEST = 5


def expected(count: plain.Plain) -> dict[str, Any]:
    """What the queries must say."""
    return {
        "kept by month": count.kept,
        "counted by month": count.of,
        "late by month": count.late,
        "left out by month": count.left_out,
        "ratings": count.ratings,
        "ratings of nothing delivered": count.outside,
        "scores on time": Counter(count.scores["On time"]),
        "scores late": Counter(count.scores["Late"]),
    }


def expected_page(count: plain.Plain) -> dict[str, list[str]]:
    """What must stand in the tables, by the first words of the row."""
    months = {}
    for month, of in count.of.items():
        kept = count.kept[month]
        low, high = plain.bounds(kept, of)
        share = f"{round(100 * kept / of)}%, {low}% to {high}%" if of >= FEWEST else "–"
        months[f"{date.fromisoformat(month + '-01'):%B %Y}"] = [f"{kept} of {of}", share]
    rated = {**count.bands, **{f"{name}, in all": said for name, said in count.scores.items()}}
    rated |= count.asked
    return months | {
        name: [str(len(said)), plain.mean(said) if len(said) >= FEWEST else "–"]
        for name, said in rated.items()
    }


def differences(found: dict[str, Any], page: dict[str, list[str]], count: plain.Plain) -> list[str]:
    """The names of the figures that differ. Months without any are no difference."""
    said = expected(count)
    off = [name for name, figure in said.items() if _bare(found[name]) != _bare(figure)]
    for name, cells in expected_page(count).items():
        rows = [row for row in page if row.startswith(name)]
        if len(rows) != 1 or not _same(page[rows[0]], cells):
            off.append(f"page: {name}")
    return off


def _same(shown: list[str], cells: list[str]) -> bool:
    """Whether the first cells say the same; where no interval was counted, only the figure is."""
    pairs = zip(shown, cells, strict=False)
    return all(one == other or one.startswith(f"{other},") for one, other in pairs)


def _bare(figure: object) -> object:
    return {k: v for k, v in figure.items() if v} if isinstance(figure, Mapping) else figure


def measure(data: Path, folder: str, url: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The program's figures, and the rows of its page, on a private database."""
    set_up(folder, url)
    run = importlib.import_module("quality.orders.run")
    program = importlib.import_module("quality.insights.program")
    models = importlib.import_module("makegood.foundation.tenancy.models")
    client = run.prepare()
    run.bring_in(data, "--new-business", run.NAME, "--owner", run.OWNER["email"])
    business = models.Business.objects.get(slug=run.SLUG)
    print(f"{program.ratings(business)} ratings")
    tables = program.shown(client, business)
    page = {name: cells for table in tables.values() for name, cells in table.items()}
    return program.asked(business), page


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.insights", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    data = Path(os.environ.get("QUALITY_DATA", "")).resolve() / "orders"
    if not os.environ.get("QUALITY_DATA") or not (data / plain.REVIEWS).is_file():
        print("NOT MEASURED: QUALITY_DATA names no folder with orders/ in it.")
        return 2
    given, began = os.environ.get("DATABASE_URL", ""), time.monotonic()
    database = private_database(on_postgresql=asked.postgresql, given=given)
    with tempfile.TemporaryDirectory() as folder, database as url:
        found, page = measure(data, folder, url)
    count = plain.count(data)
    n = len(expected(count)) + len(expected_page(count))
    different = differences(found, page, count)
    print(f"{n} figures, different: {', '.join(different) or 'none'}")
    for name in ("On time", "Late"):
        print(f"{name}: {len(count.scores[name])} ratings, mean {plain.mean(count.scores[name])}")
    caught = {
        name: differences(found, page, plain.count(data, bug)) for name, bug in PLANTED.items()
    }
    for name, off in caught.items():
        print(f"planted, {name}: {len(off)} figures differ, such as {', '.join(off[:3])}")
    fine = not different and all(caught.values())
    vendor = "PostgreSQL" if asked.postgresql or given else "SQLite"
    scoreboard.write(
        id=f"insights of real orders, {vendor}",
        figure=f"{len(different)} of {n} figures differ; planted: "
        + ", ".join(f"{name} {len(off)}" for name, off in caught.items()),
        goal="0 differ, each planted bug caught",
        passed=fine,
        n=count.ratings,
        seconds=time.monotonic() - began,
        seed=None,
        command="python -m quality.insights" + (" --postgresql" if asked.postgresql else ""),
    )
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
