"""Our office time against the other computation, on the seeds."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from makegood.kit.office_hours import OfficeHours, Period
from quality.office_hours.minutes import (
    FIRST,
    MINUTE,
    MinuteByMinute,
    Offset,
    Schedule,
    american,
    european,
    sunday,
)
from quality.office_hours.seeds import Pair, moment_of, rows, schedule_of, workweeks_of
from quality.office_hours.sweep import changes

PAIRS = 2_000
CITIES = {"Montevideo": "America/Montevideo", "Cairo": "Africa/Cairo"}


@dataclass
class Tally:
    """Comparisons made, and the ones that came out differently."""

    n: int = 0
    wrong: list[Pair] = field(default_factory=list)

    def __str__(self) -> str:
        return f"n={self.n} disagreements={len(self.wrong)}"


def ours(schedule: Schedule) -> OfficeHours:
    week: list[list[Period]] = [[] for _ in range(7)]
    for opens, closes in sorted(schedule.stretches):
        sunday_first, minute = divmod(opens, 1440)
        week[(sunday_first - 1) % 7].append(Period(minute, minute + closes - opens))
    return OfficeHours(ZoneInfo(schedule.zone), tuple(map(tuple, week)), schedule.closed)


def compare(schedule: Schedule, other: MinuteByMinute, pairs: Iterable[Pair]) -> Tally:
    """Both ways: the time between, and the moment that time is added to."""
    hours = ours(schedule)
    tally = Tally()
    for start, end in pairs:
        tally.n += 1
        expected = other.between(start, end)
        reached = hours.add(start, expected)
        earlier = reached - timedelta(microseconds=1)
        added = other.between(start, reached) == expected
        earliest = expected == timedelta() or other.between(start, earlier) < expected
        if hours.between(start, end) != expected or not (added and earliest):
            tally.wrong.append((start, max(end, reached)))
    return tally


def random_pairs(dice: random.Random) -> list[Pair]:
    """Half of them up to three weeks long, half up to two days and about a change of clocks."""
    pairs = []
    for n in range(PAIRS):
        length = (21 * 86_400, 2 * 86_400)[n % 2]
        start = FIRST + timedelta(seconds=dice.randrange(86_400, 4 * 365 * 86_400))
        if n % 2:
            near = sunday(start.year, *dice.choice(((3, 2), (3, -1), (10, -1), (11, 1))))
            start = near - timedelta(seconds=dice.randrange(86_400))
        pairs.append((start, start + timedelta(seconds=dice.randrange(length))))
    return pairs


def compare_schedules(folder: Path, pairs: list[Pair]) -> int:
    """Every week of the seeds under the law of its zone; returns what is left unexplained."""
    unexplained = 0
    for schedule in (schedule_of(folder), *workweeks_of(folder)):
        offset = american(-480 if schedule.zone == "America/Los_Angeles" else -360)
        dial = compare(schedule, MinuteByMinute(schedule, offset, held=False), pairs)
        held = compare(schedule, MinuteByMinute(schedule, offset, held=True), pairs)
        print(f"{schedule.name}, {len(schedule.stretches)} stretches: {held}; by the dial {dial}")
        if len(dial.wrong) > len(held.wrong):
            print("  by the dial: an edge in the hour shown twice; we open and close once")
        unexplained += len(held.wrong)
    return unexplained


def compare_tables(folder: Path, pairs: list[Pair]) -> int:
    """The seeds' own offsets, which never change, against ours; returns what is unexplained."""
    seeds = schedule_of(folder)
    ahead = seeds.stretches[0][0] - schedule_of(folder, "_utc").stretches[0][0]
    tables = [("start_time_utc of the schedule", seeds.zone, ahead, american(-480))]
    for row in rows(folder, "time_zone_data"):
        hours, minutes = map(int, row["standard_offset"].split(":"))
        label = f"standard_offset of {row['time_zone']}"
        tables.append((label, f"Europe/{row['time_zone']}", hours * 60 + minutes, european(0)))
    return sum(_compare_table(seeds, *table, pairs) for table in tables)


def _compare_table(
    seeds: Schedule, label: str, zone: str, fixed: int, true: Offset, pairs: list[Pair]
) -> int:
    schedule = Schedule(label, zone, seeds.stretches, seeds.closed)

    def never_changes(_: object) -> int:
        return fixed

    table = compare(schedule, MinuteByMinute(schedule, never_changes, held=True), pairs)
    by_law = compare(schedule, MinuteByMinute(schedule, true, held=True), pairs)
    holds = [pair for pair in table.wrong if _holds(fixed, true, pair)]
    print(f"{label} ({fixed:+} minutes all year): {table}; by law {by_law}")
    print(f"  disagreeing although that offset is the law's throughout: {len(holds)}")
    return len(by_law.wrong) + len(holds)


def _holds(fixed: int, true: Offset, pair: Pair) -> bool:
    start, end = pair
    hours = range((end - start) // timedelta(hours=1) + 1)
    return all(true(start + timedelta(hours=n)) == fixed for n in hours) and true(end) == fixed


def compare_daylight(folder: Path) -> int:
    """Does the zone database change clocks when the seeds say, in UTC or on the local dial?"""
    unexplained = 0
    for row in rows(folder, "daylight_time_data"):
        zone = ZoneInfo(CITIES[row["time_zone"]])
        for column in ("daylight_start_utc", "daylight_end_utc"):
            said = moment_of(row[column])
            [change] = changes(zone, said - timedelta(days=5), said + timedelta(days=5))
            before = (change - MINUTE).astimezone(zone).replace(tzinfo=UTC)
            meant = {change: "UTC", before + MINUTE: "local time, not UTC"}.get(said, "UNEXPLAINED")
            print(f"{row['time_zone']} {column} {said:%Y-%m-%d %H:%M} is {meant}")
            unexplained += meant == "UNEXPLAINED"
    return unexplained
