"""Leased rows as a backend of django-tasks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import normalize_json

from makegood.foundation.jobs import actions
from makegood.foundation.jobs.models import Job

P = ParamSpec("P")
T = TypeVar("T")
STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


class LeasedRows(BaseTaskBackend):
    """Jobs are rows, written in the caller's transaction and run at least once.

    A job called with `business_id=` runs inside that business. Later hours are supported
    (`run_after`, `rules.FURTHEST_AHEAD` at most); priorities, queues of other names and coroutines
    are refused; results are not kept: what a job did, its own rows say.
    """

    supports_defer = True

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        """Write the job down; it runs after the caller's transaction commits."""
        self.validate_task(task)
        now = timezone.now()
        job = actions.make(
            path=task.module_path,
            arguments=normalize_json({"args": args, "kwargs": kwargs}),
            business_id=kwargs.get("business_id"),
            run_at=task.run_after,
            unique_key=key_of(task, args, kwargs) if is_once(task) else "",
            at=now,
        )
        return result_of(job, task)


def enqueue_first(task: Task[..., Any], **arguments: Any) -> None:
    """Write a call down that nobody can have made before: it speaks of a row that is new.

    That spares the look for one that is open. A call that was made is an IntegrityError.
    """
    actions.make(
        path=task.module_path,
        arguments=normalize_json({"args": [], "kwargs": arguments}),
        business_id=arguments.get("business_id"),
        unique_key=key_of(task, (), arguments) if is_once(task) else "",
        first=True,
        at=timezone.now(),
    )


def once_while_open(function: Callable[P, T]) -> Callable[P, T]:
    """Below `@task`: enqueueing the same call again, while one is open, is one job.

    A running job counts as open and may have looked already: use it where the job's own row
    holds the truth, or a later call comes anyway.
    """
    function.__dict__["once_while_open"] = True
    return function


def is_once(task: Task[..., Any]) -> bool:
    return bool(getattr(task.func, "once_while_open", False))


def key_of(task: Task[..., Any], args: Any, kwargs: Any) -> str:
    """The key of a call: the same for the same function and arguments."""
    said = json.dumps([task.module_path, list(args), dict(kwargs)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def result_of(job: Job, task: Task[..., T]) -> TaskResult[T]:
    """A job in the words of django-tasks."""
    return TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.made_at,
        started_at=None,
        last_attempted_at=None,
        finished_at=job.done_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=task.backend,
        errors=[],
        worker_ids=["worker"] * job.attempts,
    )
