"""What became of the work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django_tasks.base import Task

from makegood.foundation.jobs.backend import key_of
from makegood.foundation.jobs.models import Job


def given_up(task: Task[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Whether this call of a `once_while_open` task failed for good."""
    failed = Job.objects.filter(unique_key=key_of(task, args, kwargs), state=Job.State.FAILED)
    return failed.exists()


def has_a_job(task: Task[..., Any], call: Mapping[str, Any], *, since: datetime) -> bool:
    """Whether this call of a `once_while_open` task is open, or failed for good since then."""
    jobs = Job.objects.filter(unique_key=key_of(task, (), call))
    is_open = Q(state__in=[Job.State.WAITING, Job.State.RUNNING])
    return jobs.filter(is_open | Q(state=Job.State.FAILED, done_at__gte=since)).exists()


def in_trouble() -> list[Job]:
    """Jobs that failed for good, and those that failed and are tried again; oldest first."""
    failed = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.FAILED])
    return list(failed.exclude(last_error="").order_by("id"))


def is_running(job_id: int) -> bool:
    """Whether a worker has this job in hand, or had when it died."""
    return Job.objects.filter(pk=job_id, state=Job.State.RUNNING).exists()
