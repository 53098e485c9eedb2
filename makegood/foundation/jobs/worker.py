"""One worker: takes a job, runs it, ends it. Its loop is the `work` command."""

from __future__ import annotations

import logging
import time
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext

from makegood.foundation.jobs import actions
from makegood.foundation.jobs.backend import result_of
from makegood.foundation.jobs.heart import Heart, TookTooLong, at_most
from makegood.foundation.jobs.holding import Held, LeaseLost, holding
from makegood.foundation.jobs.manners import Manners
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.rules import SECONDS_AT_MOST, Watch, place_of
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

log = logging.getLogger(__name__)


class Worker:
    """Runs one job at a time. Use as a context manager: inside it, a heart beats."""

    def __init__(self) -> None:
        lease = float(settings.JOB_LEASE_SECONDS)
        self._watch = Watch(lease)
        self._look_every = lease / 5
        self._looked = float("-inf")
        self._due_first = False
        self._heart = Heart(lease)
        self._manners = Manners()

    def __enter__(self) -> Worker:
        self._heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._heart.stop()

    def step(self) -> bool:
        """Run one job, if there is one; whether there was."""
        self._manners.give_way()
        job = self._left_by_another() or self._next()
        if job is None:
            return False
        held = Held(job_id=job.pk, fence=job.fence, began_at=timezone.now())
        with self._heart.beating(held):
            run(job, held)
        return True

    def _next(self) -> Job | None:
        self._due_first = not self._due_first
        return actions.claim(now=timezone.now(), due_first=self._due_first)

    def _left_by_another(self) -> Job | None:
        at = time.monotonic()
        if at - self._looked < self._look_every:
            return None
        self._looked = at
        for sign in self._watch.left(actions.running(), at=at):
            job = actions.retake(sign=sign, now=timezone.now())
            if job is not None:
                self._looked = float("-inf")  # There may be more.
                log.warning("Job %s was left and is run again.", job.pk)
                return job
        return None


def run(job: Job, held: Held) -> None:
    """Run a job that was taken and write down how it ended."""
    try:
        with holding(held), at_most(SECONDS_AT_MOST):
            call(job, held.began_at)
    except LeaseLost:
        log.warning("Job %s was taken over: this run leaves no effect.", job.pk)
    except (Exception, TookTooLong) as error:
        if isinstance(error, TookTooLong):
            connection.close()  # It may have been cut off in the middle of a statement.
        place = place_of(error)
        log.warning("Job %s (%s) failed: %s", job.pk, job.path, place)
        end = {"job_id": job.pk, "fence": job.fence, "attempts": job.attempts}
        actions.fail(error=place, at=timezone.now(), **end)
    else:
        if held.settled:
            return
        if not actions.finish(job_id=job.pk, fence=job.fence, at=timezone.now()):
            log.warning("Job %s was taken over while it ran.", job.pk)


def call(job: Job, began_at: datetime) -> None:
    """Call the job's function, inside its business if it names one."""
    task = import_string(job.path)
    if not isinstance(task, Task):
        raise TypeError("This is not a task.")
    args = list(job.arguments["args"])
    if task.takes_context:
        result = result_of(job, task)
        object.__setattr__(result, "started_at", began_at)
        args.insert(0, TaskContext(task_result=result))
    with inside(job.business_id):
        task.call(*args, **job.arguments["kwargs"])


def inside(business_id: int | None) -> AbstractContextManager[object]:
    """The scope of the business a job names; none, when it names none."""
    if business_id is None:
        return nullcontext()
    return enter(Business.objects.get(pk=business_id))


def work_off(*, at_most_jobs: int = 1000) -> int:
    """Run what waits, here and now, until nothing is due; how many ran. For tests."""
    for done in range(at_most_jobs):
        job = actions.claim(now=timezone.now())
        if job is None:
            return done
        run(job, Held(job_id=job.pk, fence=job.fence, began_at=timezone.now()))
    raise RuntimeError(f"{at_most_jobs} jobs and no end.")
