"""One of many done in its turn, so that one that fails holds up none of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection
from django_tasks.base import Task

from makegood.foundation.jobs.heart import TookTooLong
from makegood.foundation.jobs.holding import LeaseLost
from makegood.foundation.jobs.queries import has_a_job
from makegood.foundation.jobs.rules import place_of
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

T = TypeVar("T")
log = logging.getLogger(__name__)
# What a job gave up is tried anew so long after: by then somebody may have mended it.
LEFT_ALONE = timedelta(days=1)


def apart(
    act: Callable[[], T], *, again: Task[..., None], business: Business, now: datetime, **which: Any
) -> T | None:
    """What the act gives back, called in its business in a transaction of its own.

    None where it raised. Then `again`, a task that is `once_while_open`, is called with
    `business_id` and `which`: as a job it is tried later and later, and `manage trouble` says where
    it broke. None as well while that job stands, or was given up not long ago: it is left alone.
    One that hung ends the work in hand besides, which finds the job when it is run again.
    """
    call = {"business_id": business.pk, **which}
    if has_a_job(again, call, since=now - LEFT_ALONE):
        return None
    try:
        with enter(business):
            return act()
    except LeaseLost:
        raise
    except (Exception, TookTooLong) as error:
        log.warning("%s %s is tried again: %s", again.module_path, call, place_of(error))
        hung = isinstance(error, TookTooLong)
        if hung:
            connection.close()  # It may have been cut off in the middle of a statement.
        again.enqueue(**call)
        if hung:
            raise
        return None
