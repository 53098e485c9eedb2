"""`python -m quality.late_at_the_right_second`: is a day's promise late at the right second?

Every IANA zone, every jump of its clock from 2024 to 2035 and the days around it, and for zones
whose clock stands still a day of each month. The rule is compared with an oracle that walks the
seconds of UTC. Then the same with a planted mistake (a day is 24 hours), which has to be caught.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from makegood.domain.promises.rules.due import TICK, Due, start_of_day
from quality import scoreboard
from tests.domain.promises.rules.days import last_second_of, transitions, zones

COMMAND = "python -m quality.late_at_the_right_second"
AROUND = range(-3, 3)
ORDINARY = [date(year, month, 28) for year in (2024, 2028, 2035) for month in range(1, 13)]


def cases() -> Iterator[tuple[str, date]]:
    """Every zone and day to look at, each once."""
    for zone in zones():
        days = set(ORDINARY)
        for jump in transitions(zone):
            here = jump.astimezone(ZoneInfo(zone)).date()
            days |= {here + timedelta(days=away) for away in AROUND}
        yield from ((zone, day) for day in sorted(days))


def by_the_rule(day: date, zone: str) -> datetime:
    return Due(zone=zone, first=day, last=day).late_after


def by_24_hours(day: date, zone: str) -> datetime:
    """The planted mistake."""
    return start_of_day(day, ZoneInfo(zone)) + timedelta(hours=24) - TICK


def wrong(
    rule: Callable[[date, str], datetime], truth: dict[tuple[str, date], datetime]
) -> list[tuple[str, date]]:
    """The cases in which the rule's last second is not the oracle's."""
    found = truth.items()
    return [
        (zone, day) for (zone, day), last in found if rule(day, zone).replace(microsecond=0) != last
    ]


def main() -> int:
    began = time.monotonic()
    truth = {(zone, day): last_second_of(day, ZoneInfo(zone)) for zone, day in cases()}
    mistakes, planted = wrong(by_the_rule, truth), wrong(by_24_hours, truth)
    seconds = time.monotonic() - began
    for zone, day in mistakes[:20]:
        print(f"wrong: {zone} {day}: {by_the_rule(day, zone)}, not {truth[zone, day]}")
    figure = {"wrong": len(mistakes), "planted 24 h caught in": len(planted), "zones": len(zones())}
    passed = not mistakes and bool(planted) and len(truth) >= 50_000
    print(f"{len(truth)} cases in {seconds:.0f} s: {figure}")
    scoreboard.write(
        id="N19 late at the right second",
        figure=figure,
        goal={"wrong": 0, "planted 24 h caught in": "> 0", "cases": ">= 50,000"},
        passed=passed,
        n=len(truth),
        seconds=seconds,
        seed=None,
        command=COMMAND,
    )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
