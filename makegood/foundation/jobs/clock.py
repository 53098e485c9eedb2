"""What time brings: each entry of the schedule once per period, whatever the workers count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django_tasks import TaskContext, task

from makegood.foundation.jobs import actions
from makegood.foundation.jobs.backend import once_while_open


class Act(Protocol):
    """Something that time brings. Safe to run twice: a worker may die at its end."""

    def __call__(self, *, now: datetime) -> object: ...


@dataclass(frozen=True)
class Every:
    """An entry of the schedule: how often, and what."""

    period: timedelta
    act: Act
    name: str


_schedule: dict[str, Every] = {}


def use(schedule: tuple[Every, ...]) -> None:
    """Take the schedule, handed down at start-up. ValueError when a name comes twice."""
    named = {entry.name: entry for entry in schedule}
    if len(named) != len(schedule):
        raise ValueError("Two entries of the schedule have one name.")
    _schedule.clear()
    _schedule.update(named)


def tick(*, now: datetime) -> int:
    """Make a job of each entry that is due; how many. A job, so that it is leased and retried."""
    return sum(_bring_if_due(entry, now) for entry in _schedule.values())


def _bring_if_due(entry: Every, now: datetime) -> bool:
    if not actions.is_due(name=entry.name, period=entry.period, now=now):
        return False
    with transaction.atomic():
        mine = actions.take_turn(name=entry.name, period=entry.period, now=now)
        if mine:
            bring.enqueue(name=entry.name)
    return mine


@task(takes_context=True)
@once_while_open
def bring(context: TaskContext, *, name: str) -> None:
    """Run one entry of the schedule. One that left the table is forgotten."""
    entry = _schedule.get(name)
    began_at = context.task_result.started_at
    if entry is not None and began_at is not None:
        entry.act(now=began_at)
