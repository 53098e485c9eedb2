"""The real orders, whole, by one command: does the ledger count as a plain csv reader counts?

    python -m quality.orders [--postgresql]

Reads QUALITY_DATA/orders. Imports into a private database: a dry run, a run killed half-way,
the rest beside somebody who keeps signing in, and once more; then compares every figure. With
DATABASE_URL on that database, which must be empty and private; else on SQLite, or with
--postgresql on a server started for it. Exit code 0: all figures agree, every sign-in went
through, and the planted bug, counting with the promised midnight itself, was caught.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from quality import scoreboard
from quality.orders import plain
from quality.private_database import private_database, set_up

GOAL_SECONDS = 20.0
PAGE = 50


class Comparison:
    """Figures side by side; remembers whether any two differ."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.figures = 0
        self.different: list[str] = []

    def row(self, name: str, found: object, expected: object) -> None:
        self.figures += 1
        same = found == expected
        if not same:
            self.different.append(name)
        if self._quiet:
            return
        mark = "" if same else "   DIFFERENT"
        print(f"  {name:42} {_short(found):>9} {_short(expected):>9}{mark}")
        if not same and isinstance(found, dict) and isinstance(expected, dict):
            off = {k for k in {*found, *expected} if found.get(k, 0) != expected.get(k, 0)}
            for month in sorted(off):
                print(f"    {month}: {found.get(month, 0)} and {expected.get(month, 0)}")


def _short(figure: object) -> str:
    if isinstance(figure, dict):
        return f"{sum(figure.values())} in {len(figure)}"
    return str(figure)


def expected(count: plain.Plain) -> dict[str, Any]:
    """What the ledger, its rates and its pages must say."""
    not_kept = count.late + count.open
    return {
        "orders": count.orders,
        "kept": count.kept,
        "kept late": count.late,
        "withdrawn": count.withdrawn,
        "not yet": count.open,
        "told, recorded": 0,
        "tellings": 0,
        "people": count.people,
        "engagements": count.orders,
        "reactions": 0,
        "imports published": 1,
        "imports cut short": 0,
        "kept by month": count.kept_by_month,
        "late by month": count.late_by_month,
        "open by month": count.open_by_month,
        "made by month": count.made_by_month,
        "delivered by month": count.delivered_by_month,
        "kinds with rates": 1,
        "rate: kept": count.kept,
        "rate: of": count.kept + not_kept,
        "rate: late": count.late,
        "rate: overdue": count.open,
        "rate: given up": 0,
        "rate: withdrawn, left out": count.withdrawn,
        "rate: telling not recorded": not_kept,
        "rate: telling known": 0,
        "rate: not due": 0,
        "page today: imported overdue": count.open,
        "page today: rows of orders": 0,
        "page ledger: rows": min(count.open, PAGE),
        "page ledger: rows that claim a telling": 0,
        "page kept: kept": count.kept,
        "page kept: of": count.kept + not_kept,
        "page kept: left out": count.withdrawn,
        "page kept: not recorded": not_kept,
        "page kept: shares of told": 0,
        "entries of the second run": 0,
        "rows of the dry run": 0,
    }


def compare(found: dict[str, Any], count: plain.Plain, *, quiet: bool = False) -> Comparison:
    """Every figure of the program beside the plain one."""
    comparison = Comparison(quiet=quiet)
    if not quiet:
        print(f"  {'':42} {'program':>9} {'plain csv':>9}")
    for name, figure in expected(count).items():
        comparison.row(name, found.get(name), figure)
    return comparison


def measure(data: Path, folder: str, url: str, rows: int) -> dict[str, Any]:
    """All runs, on a private database; the figures."""
    set_up(folder, url)
    run = importlib.import_module("quality.orders.run")
    ledger = importlib.import_module("quality.orders.ledger")
    models = importlib.import_module("makegood.foundation.tenancy.models")
    client = run.prepare()
    new = ("--new-business", run.NAME, "--owner", run.OWNER["email"])
    run.bring_in(data, *new, "--dry-run")
    dry = models.Business.objects.filter(slug=run.SLUG).count() + run.arrived()
    killed_at = run.kill_half_way(data, *new, rows=rows)
    print(f"killed -9 with {killed_at} orders in")
    here = ("--business", run.SLUG)
    began, cpu = time.monotonic(), run.cpu()
    _said, signing = run.beside_people(data, *here)
    seconds, cpu = time.monotonic() - began, run.cpu() - cpu
    business = models.Business.objects.get(slug=run.SLUG)
    entries = ledger.journalled(business)
    run.bring_in(data, *here)
    return {
        **ledger.counted(business),
        **ledger.rated(business),
        **ledger.shown(client, business),
        "entries of the second run": ledger.journalled(business) - entries,
        "rows of the dry run": dry,
        "killed at": killed_at,
        "seconds": seconds,
        "cpu": cpu,
        "sign-ins": len(signing.seconds),
        "slowest sign-in": max(signing.seconds, default=0.0),
        "failed sign-ins": signing.failed,
    }


def report(asked: argparse.Namespace, found: dict[str, Any], different: list[str]) -> bool:
    """Print what was measured, put it on the board; whether it is as it should be."""
    came = found["orders"] - found["killed at"]
    whole = found["seconds"] * found["orders"] / max(came, 1)
    cpu = found["cpu"] * found["orders"] / max(came, 1)
    vendor = "PostgreSQL" if asked.postgresql or os.environ.get("DATABASE_URL") else "SQLite"
    print(
        f"{vendor}: {came} orders in {found['seconds']:.1f} s, so {whole:.0f} s for all "
        f"({cpu:.0f} s of processor time); "
        f"{found['sign-ins']} sign-ins meanwhile, {found['failed sign-ins']} failed, "
        f"slowest {found['slowest sign-in']:.2f} s; load {os.getloadavg()[0]:.1f}"
    )
    slowest = f"{found['slowest sign-in']:.2f} s, {found['failed sign-ins']} failed"
    rows: tuple[tuple[str, str, str, bool], ...] = (
        ("real orders", f"{len(different)} figures differ", "0 differ", not different),
        (
            "import of real orders",
            f"{whole:.0f} s ({cpu:.0f} s of processor time at load {os.getloadavg()[0]:.0f}), "
            f"slowest sign-in {slowest}",
            f"≤ {GOAL_SECONDS:.0f} s, every sign-in goes through",
            whole <= GOAL_SECONDS and found["failed sign-ins"] == 0,
        ),
        (
            "real orders, planted naive midnight",
            f"{len(found['planted'])} figures differ",
            "caught",
            bool(found["planted"]),
        ),
    )
    for name, figure, goal, passed in rows:
        scoreboard.write(
            id=f"{name}, {vendor}",
            figure=figure,
            goal=goal,
            passed=passed,
            n=found["orders"],
            seconds=found["seconds"],
            seed=None,
            command="python -m quality.orders" + (" --postgresql" if asked.postgresql else ""),
        )
    return not different and bool(found["planted"]) and found["failed sign-ins"] == 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.orders", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    data = Path(os.environ.get("QUALITY_DATA", "")).resolve() / "orders"
    if not os.environ.get("QUALITY_DATA") or not (data / plain.FILE).is_file():
        print("NOT MEASURED: QUALITY_DATA names no folder with orders/ in it.")
        return 2
    count = plain.count(data)
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given)
    with tempfile.TemporaryDirectory() as folder, database as url:
        found = measure(data, folder, url, rows=count.orders // 10)
        comparison = compare(found, count)
        different = comparison.different
        print(f"{comparison.figures} figures, different: {', '.join(different) or 'none'}")
        naive = plain.count(data, naive=True)
        found["planted"] = compare(found, naive, quiet=True).different
        print(f"planted, late after midnight ({naive.late} late): {', '.join(found['planted'])}")
        fine = report(asked, found, different)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
