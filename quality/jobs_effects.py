"""What the jobs of `quality.jobs` do, and the bugs that can be planted among them."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection, transaction
from django.db.models import QuerySet
from django_tasks import task

from makegood.foundation.jobs import actions, holding, worker
from makegood.foundation.jobs.holding import settle
from makegood.foundation.jobs.models import Job
from makegood.foundation.journal.events import Event
from makegood.foundation.journal.models import Entry

TABLES = (
    "CREATE TABLE quality_attempt (n integer NOT NULL, pid integer NOT NULL)",
    "CREATE TABLE quality_effect (n integer NOT NULL, pid integer NOT NULL)",
    "CREATE TABLE quality_guard (n integer PRIMARY KEY, done boolean NOT NULL)",
)


@dataclass(frozen=True, kw_only=True)
class BellRang(Event):
    """The event whose deliveries are counted."""

    name: ClassVar[str] = "bell.rang"
    subject_kind: ClassVar[str] = "bell"


def execute(statement: str, *values: int | bool) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def pause(longest: float = 0.015) -> None:
    time.sleep(random.uniform(0.002, longest))


def attempt(n: int) -> None:
    execute("INSERT INTO quality_attempt (n, pid) VALUES (%s, %s)", n, os.getpid())


def leave_effect(n: int) -> None:
    execute("INSERT INTO quality_effect (n, pid) VALUES (%s, %s)", n, os.getpid())


@task
def settled(n: int) -> None:
    """An effect that commits together with the job's end."""
    attempt(n)
    pause(0.05)  # Most often stopped here: a zombie wakes with its effect still to come.
    with transaction.atomic():
        leave_effect(n)
        settle()
    pause()


@task
def guarded(n: int) -> None:
    """An effect whose own row says that it is done, as an outbox row or a delivery does."""
    attempt(n)
    pause()
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with transaction.atomic():
        done = execute(f"SELECT done FROM quality_guard WHERE n = %s{lock}", n)[0][0]
        if not done:
            leave_effect(n)
            execute("UPDATE quality_guard SET done = %s WHERE n = %s", True, n)
    pause()


def react(entry: Entry, *, at: datetime) -> None:
    """An effect of a journal delivery."""
    pause()
    leave_effect(entry.subject_id)
    pause()


def plant(bug: str) -> None:
    """Plant a bug into this process. ValueError when there is none of that name."""
    if bug == "done-before-effect":
        _done_before_effect()
    elif bug == "no-fence":
        actions._held = _whoever_holds
    else:
        raise ValueError(bug)


def _done_before_effect() -> None:
    """Mark a job done when it begins, as queues do that forget what a dead worker held."""
    call = worker.call

    def end_then_call(job: Job, began_at: datetime) -> None:
        actions.finish(job_id=job.pk, fence=job.fence, at=began_at)
        call(job, began_at)

    worker.call = end_then_call
    globals()["settle"] = lambda: None
    holding.still_mine = lambda: None


def _whoever_holds(job_id: int, fence: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id)
