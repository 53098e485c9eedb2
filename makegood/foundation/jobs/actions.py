"""Every write to a job: made, taken, kept alive, ended, tried again, given up, swept."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from makegood.foundation.jobs.models import Job, Turn
from makegood.foundation.jobs.rules import (
    FURTHEST_AHEAD,
    KEEP_DONE,
    KEEP_FAILED,
    MOST_ATTEMPTS,
    Sign,
    pause_after,
)

OPEN = (Job.State.WAITING, Job.State.RUNNING)


def make(
    *,
    path: str,
    arguments: dict[str, Any],
    at: datetime,
    business_id: int | None = None,
    run_at: datetime | None = None,
    unique_key: str = "",
    first: bool = False,
) -> Job:
    """A job, in the caller's transaction: a change that is rolled back leaves none.

    With a key, the open job of that key when there is one; `first`: there cannot be one.
    """
    job = Job(
        path=path,
        arguments=arguments,
        business_id=business_id,
        run_at=run_at,
        unique_key=unique_key,
        made_at=at,
    )
    if first or not unique_key:
        job.save(force_insert=True)
        return job
    while True:
        Job.objects.bulk_create([job], ignore_conflicts=True)
        found = Job.objects.filter(unique_key=unique_key, state__in=OPEN).first()
        if found is not None:
            return found
        # The open one ended between the two statements: now there is room for ours.


def claim(*, now: datetime, due_first: bool = False) -> Job | None:
    """Take one waiting job; None when there is none. A job for a later hour waits for it, unless a
    clock since set back wrote that hour: such are taken when nothing else waits.

    Workers alternate `due_first`, so that neither retries nor fresh work starve the other.
    """
    waiting = Job.objects.filter(state=Job.State.WAITING)
    due = waiting.filter(run_at__isnull=False, run_at__lte=now).order_by("run_at", "id")
    fresh = waiting.filter(run_at=None).order_by("id")
    beyond = waiting.filter(run_at__gt=now + FURTHEST_AHEAD).order_by("run_at", "id")
    for candidates in (due, fresh, beyond) if due_first else (fresh, due, beyond):
        taken = _take_first(candidates)
        if taken is not None:
            return taken
    return None


def absorb(*, path: str, same: dict[str, Any], at: datetime) -> dict[str, Any] | None:
    """End the job that waits next, if it is a call of `path` with these arguments among others.

    Its arguments; None, and nothing changed, when another kind of job is next. In the
    transaction of whoever does its work instead.
    """
    fresh = Job.objects.filter(state=Job.State.WAITING, run_at=None).order_by("id")
    job = _unlocked(fresh).first()
    if job is None or job.path != path or not same.items() <= job.arguments["kwargs"].items():
        return None
    waits = Job.objects.filter(pk=job.pk, state=Job.State.WAITING, fence=job.fence)
    if waits.update(state=Job.State.DONE, attempts=job.attempts + 1, done_at=at) != 1:
        return None
    kwargs: dict[str, Any] = job.arguments["kwargs"]
    return kwargs


def _take_first(candidates: QuerySet[Job]) -> Job | None:
    while True:
        with _looking():
            job = _unlocked(candidates).first()
            if job is None or _take(job):
                return job
        # Another worker got there first: no error, look again.


def _looking() -> AbstractContextManager[Any]:
    """PostgreSQL locks the row it looks at. SQLite looks without taking the write lock."""
    skips = connection.features.has_select_for_update_skip_locked
    return transaction.atomic() if skips else nullcontext()


def _unlocked(candidates: QuerySet[Job]) -> QuerySet[Job]:
    skips = connection.features.has_select_for_update_skip_locked
    return candidates.select_for_update(skip_locked=True) if skips else candidates


def _take(job: Job) -> bool:
    """Whether this worker now holds the job; afterwards the row in hand carries its new fence."""
    same = Job.objects.filter(pk=job.pk, state=job.state, fence=job.fence, beat=job.beat)
    won = same.update(state=Job.State.RUNNING, fence=job.fence + 1, attempts=job.attempts + 1)
    job.state, job.fence, job.attempts = Job.State.RUNNING, job.fence + 1, job.attempts + 1
    return won == 1


def running() -> list[Sign]:
    """The signs of life of all running jobs."""
    rows = Job.objects.filter(state=Job.State.RUNNING).order_by("id")
    return [Sign(*row) for row in rows.values_list("id", "fence", "beat")]


def retake(*, sign: Sign, now: datetime) -> Job | None:
    """Take over a job that was left; None when its holder lives, or it killed too many."""
    job = Job.objects.filter(
        pk=sign.id, state=Job.State.RUNNING, fence=sign.fence, beat=sign.beat
    ).first()
    if job is None or not _take(job):
        return None
    if job.attempts <= MOST_ATTEMPTS:
        return job
    fail(job_id=job.pk, fence=job.fence, error="The worker died.", attempts=job.attempts, at=now)
    return None


def beat(*, job_id: int, fence: int) -> bool:
    """Show a sign of life; False when the job has another holder."""
    return _held(job_id, fence).update(beat=F("beat") + 1) == 1


def finish(*, job_id: int, fence: int, at: datetime) -> bool:
    """Done; False, and nothing changed, when the job has another holder."""
    return _held(job_id, fence).update(state=Job.State.DONE, done_at=at) == 1


def fail(*, job_id: int, fence: int, error: str, attempts: int, at: datetime) -> bool:
    """Try again later, or give up after the last attempt; False when somebody else holds it."""
    if attempts >= MOST_ATTEMPTS:
        change = {"state": Job.State.FAILED, "done_at": at}
    else:
        change = {"state": Job.State.WAITING, "run_at": at + pause_after(attempts)}
    return _held(job_id, fence).update(last_error=error, **change) == 1


def held(*, job_id: int, fence: int) -> bool:
    """Whether the fence still holds; inside a transaction it then holds until its end."""
    rows = _held(job_id, fence)
    if connection.features.has_select_for_update and connection.in_atomic_block:
        rows = rows.select_for_update()
    return rows.values_list("pk").first() is not None


def _held(job_id: int, fence: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, fence=fence, state=Job.State.RUNNING)


def sweep(*, now: datetime) -> int:
    """Forget jobs done some days ago, and failures after a season; how many."""
    done = Q(state=Job.State.DONE, done_at__lt=now - KEEP_DONE)
    failed = Q(state=Job.State.FAILED, done_at__lt=now - KEEP_FAILED)
    gone, _ = Job.objects.filter(done_at__isnull=False).filter(done | failed).delete()
    return gone


def is_due(*, name: str, period: timedelta, now: datetime) -> bool:
    """Whether it is an entry's turn; a new entry's is now."""
    next_at = Turn.objects.filter(name=name).values_list("next_at", flat=True).first()
    if next_at is None:
        Turn.objects.bulk_create([Turn(name=name, next_at=now)], ignore_conflicts=True)
        return True
    return not now < next_at <= now + period


def take_turn(*, name: str, period: timedelta, now: datetime) -> bool:
    """Whether this worker is the one that runs the entry now; it is due again a period later."""
    return _due(name, period, now).update(next_at=now + period) == 1


def _due(name: str, period: timedelta, now: datetime) -> QuerySet[Turn]:
    """A turn further ahead than a period was written by a clock since set back: it is due."""
    due = Q(next_at__lte=now) | Q(next_at__gt=now + period)
    return Turn.objects.filter(due, name=name)
