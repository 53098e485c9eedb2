"""Presses that nobody works out: their job was lost with a queue, or gave up what is mended now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from makegood.domain.feedback.actions.pressing import work_out
from makegood.domain.feedback.models import Press
from makegood.foundation.jobs.apart import LEFT_ALONE
from makegood.foundation.jobs.queries import has_a_job
from makegood.foundation.jobs.walking import to_each

# By then a press is long an answer, unless its job was lost or failed.
LONG_AGO = timedelta(minutes=10)


def work_out_again(*, now: datetime) -> int:
    """Give each press that has no job a new one; how many, in all businesses.

    What a job gave up is left alone for a day: it comes in by itself once somebody mended why.
    """
    return sum(to_each(_work_out_again, of=_left, now=now))


def _left(*, now: datetime) -> list[int]:
    late = Press.objects.filter(pressed_at__lt=now - LONG_AGO).order_by("pk")
    since = now - LEFT_ALONE
    return [one.pk for one in late if not has_a_job(work_out, _call(one), since=since)]


def _work_out_again(press_id: int, *, now: datetime) -> int:
    for one in Press.objects.filter(pk=press_id):  # None where another's job took it along.
        work_out.enqueue(**_call(one))
        return 1
    return 0


def _call(press: Press) -> dict[str, Any]:
    return {"business_id": press.business_id, "press_id": press.pk}
