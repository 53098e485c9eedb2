"""Schedules and moments from the seeds."""

import csv
import html
import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

from quality.office_hours.minutes import Schedule

SUNDAY_FIRST = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

Pair = tuple[datetime, datetime]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def holidays_of(folder: Path) -> frozenset[date]:
    closed = set()
    for row in rows(folder, "schedule_holiday_data"):
        first, last = date.fromisoformat(row["start_date"]), date.fromisoformat(row["end_date"])
        closed |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return frozenset(closed)


def schedule_of(folder: Path, shift: str = "") -> Schedule:
    """The one schedule; `shift` "_utc" reads its columns in UTC instead of local ones."""
    stretches = tuple(
        (int(row[f"start_time{shift}"]), int(row[f"end_time{shift}"]))
        for row in rows(folder, "schedule_data")
    )
    return Schedule("SupportCA", "America/Los_Angeles", stretches, holidays_of(folder))


def workweeks_of(folder: Path) -> list[Schedule]:
    """Every different week in the change log, in the zone its label names."""
    found = {}
    for row in rows(folder, "audit_log_data"):
        text = html.unescape(html.unescape(row["change_description"]))
        for week in re.findall(r"(?<=from |. to )\{.*?\}\}", text):
            stretches: list[tuple[int, int]] = []
            for day, periods in re.findall(r"(\w{3})\"?(?:=>|:)\{(.*?)\}", week):
                midnight = SUNDAY_FIRST.index(day) * 1440
                edges = [int(h) * 60 + int(m) for h, m in re.findall(r"(\d+):(\d+)", periods)]
                stretches += [
                    (midnight + opens, midnight + closes)
                    for opens, closes in zip(edges[::2], edges[1::2], strict=True)
                ]
            found[tuple(sorted(stretches))] = row["source_label"]
    return [Schedule(name, "America/Chicago", week) for week, name in found.items()]


def ticket_pairs(folder: Path) -> list[Pair]:
    """Every two moments of the same ticket."""
    columns = {
        "ticket_data": ("id", "created_at", "updated_at"),
        "ticket_comment_data": ("ticket_id", "created"),
        "ticket_field_history_data": ("ticket_id", "updated"),
        "ticket_schedule_data": ("ticket_id", "created_at"),
        "ticket_sla_policy_data": ("ticket_id", "policy_applied_at"),
    }
    moments: dict[str, set[datetime]] = defaultdict(set)
    for name, (key, *times) in columns.items():
        for row in rows(folder, name):
            moments[row[key]] |= {moment_of(row[column]) for column in times if row[column]}
    return [pair for found in moments.values() for pair in combinations(sorted(found), 2)]
