"""The real orders, imported and then lived through again: which become cases?

    python -m quality.replay [--orders 2000] [--seed 1] [--postgresql]

Reads QUALITY_DATA/orders. Imports them whole into a private database: nothing is missed and no
case opens, also when the watch looks. Then lives through them in another business, every act at
its hour (`live.py`; `--orders`: so many of them, by lot), and compares with a count by csv alone:
what was missed, once each; one case per order that was late or low, and one where it was both;
what opened it; and the scores by days late. Exit code 0: all agree, and each planted bug was
caught. 3: all agree, but this version has no cases, so they were not measured.
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
from pathlib import Path
from typing import Any

from quality import scoreboard
from quality.insights.plain import BANDS, ORDERS
from quality.private_database import private_database, set_up
from quality.replay import plain

IN_A_PLANT = 400
Figures = dict[str, Any]


def expected(count: plain.Plain) -> Figures:
    """What the business that lived through the orders must say, but for its cases."""
    return {
        "deliveries": count.orders,
        "missed": count.late,
        "missed, each once": count.late,
        "letters sent": 0,
        "reactions left": 0,
        "scores": {band: dict(given) for band, given in count.scores.items() if given},
    }


def expected_cases(count: plain.Plain) -> Figures:
    return {
        "cases": count.cases,
        "most of one order": 1 if count.cases else 0,
        "cases of no order": 0,
        "opened": dict(count.opened),
        "grounds": count.grounds,
    }


def different(found: Figures, said: Figures) -> list[str]:
    """The names of the figures that differ."""
    return [name for name, figure in said.items() if found[name] != figure]


class Measurement:
    """The program's side, on a private database."""

    def __init__(self, folder: str, url: str) -> None:
        set_up(folder, url)
        self._live = importlib.import_module("quality.replay.live")
        self._program = importlib.import_module("quality.replay.program")
        self._models = importlib.import_module("makegood.foundation.tenancy.models")

    def imported(self, data: Path) -> Figures:
        """The orders brought in whole, and a look at what passed: all of it must be nothing."""
        run = importlib.import_module("quality.orders.run")
        timezone = importlib.import_module("django.utils.timezone")
        run.prepare()
        run.bring_in(data, "--new-business", run.NAME, "--owner", run.OWNER["email"])
        business = self._models.Business.objects.get(slug=run.SLUG)
        looked = self._live.watch(now=timezone.now())
        cases = self._program.cases(business)["cases"]
        return {**self._program.counted(business), "found by the watch": looked, "cases": cases}

    def lived(self, name: str, orders: list[plain.Order], *, apart: bool = False) -> Figures:
        member = self._live.opened(name)
        self._live.live(orders, member, apart=apart)
        cases = self._program.cases(member.business)
        return {**self._program.counted(member.business), **cases}


def table(found: Mapping[str, Mapping[int, int]]) -> None:
    """Print the scores by days late."""
    print(f"  {'came':18} {'reviews':>8} {'mean':>6} {'low':>5}")
    for _most, words in BANDS:
        given = Counter(found.get(words, {}))
        n = given.total()
        mean = sum(score * times for score, times in given.items()) / n if n else 0.0
        low = sum(times for score, times in given.items() if score <= plain.MOST_LOW)
        print(f"  {words:18} {n:8} {mean:6.2f} {low / n if n else 0:5.0%}")


def planted(measured: Measurement, orders: list[plain.Order], found: Figures) -> dict[str, bool]:
    """Whether each planted bug was caught."""
    naive = plain.count(orders, midnight=True)
    caught = {"naive midnight": bool(different(found, expected(naive)))}
    some = orders[:IN_A_PLANT]
    count = plain.count(some)
    assert count.both, "Nothing here could be two cases."
    apart = measured.lived("Apart", some, apart=True)
    off = different(apart, expected_cases(count))
    print(f"planted, nothing joins: {apart['cases']} cases, not {count.cases}")
    caught["nothing joins"] = "cases" in off
    return caught


def measure(asked: argparse.Namespace, data: Path, folder: str, url: str) -> tuple[int, str]:
    """Everything; the exit code, and the figure for the board."""
    orders = plain.orders(data, sample=asked.orders, seed=asked.seed)
    count = plain.count(orders)
    measured = Measurement(folder, url)
    brought = measured.imported(data)
    silent = ("missed", "reactions left", "found by the watch", "cases")
    wrong = [name for name in silent if brought[name]]
    whole = plain.count(plain.orders(data, sample=None, seed=0))
    wrong += different({"scores": brought["scores"]}, {"scores": expected(whole)["scores"]})
    print(f"imported whole, {brought['deliveries']} orders: not as it should be: {wrong or 'none'}")
    began = time.monotonic()
    found = measured.lived("Alive", orders)
    seconds = time.monotonic() - began
    said = expected(count) | expected_cases(count)
    off = different(found, said)
    for name in off:
        print(f"  {name}: {found[name]}, and not {said[name]}")
    table(found["scores"])
    print(
        f"lived through {count.orders} orders in {seconds:.0f} s: {count.late} late, {count.low} "
        f"low, {count.both} both; {found.get('cases', 'no')} cases, opened {found.get('opened')}"
    )
    caught = planted(measured, orders, found)
    print(f"{len(said)} figures, different: {off or 'none'}; planted, caught: {caught}")
    figure = f"{len(off) + len(wrong)} of {len(said) + len(silent) + 1} figures differ"
    figure += f"; {found.get('cases', 'no')} cases of {count.late} late, {count.low} low orders"
    fine = not off and not wrong and all(caught.values())
    return int(not fine), figure


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.replay", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--orders", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    data = Path(os.environ.get("QUALITY_DATA", "")).resolve() / "orders"
    if not os.environ.get("QUALITY_DATA") or not (data / ORDERS).is_file():
        print("NOT MEASURED: QUALITY_DATA names no folder with orders/ in it.")
        return 2
    given, began = os.environ.get("DATABASE_URL", ""), time.monotonic()
    database = private_database(on_postgresql=asked.postgresql, given=given)
    with tempfile.TemporaryDirectory() as folder, database as url:
        code, figure = measure(asked, data, folder, url)
    vendor = "PostgreSQL" if asked.postgresql or given else "SQLite"
    scoreboard.write(
        id=f"real orders lived through, {vendor}",
        figure=figure,
        goal="0 differ: one case per order that was late or low, none by the import",
        passed=code == 0,
        n=asked.orders or len(plain.orders(data, sample=None, seed=0)),
        seconds=time.monotonic() - began,
        seed=asked.seed if asked.orders else None,
        command="python -m quality.replay" + (" --postgresql" if asked.postgresql else ""),
    )
    return code


if __name__ == "__main__":
    sys.exit(main())
