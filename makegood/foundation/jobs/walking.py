"""One act in all businesses, one after the other: what fails holds up none of the others.

Whichever fails, a business or a row of one, has a job of its own (`apart.py`). In it an act is
named by where it stands, as a job's task is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from django.utils.module_loading import import_string
from django_tasks import TaskContext, task

from makegood.foundation.jobs.apart import apart
from makegood.foundation.jobs.backend import once_while_open
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import current_business_id

Act = Callable[..., int]
Rows = Callable[..., Iterable[int]]


def in_each(act: Act, *, now: datetime) -> Iterator[int]:
    """What `act(now=)` gives back in each business, without those that failed."""
    for business in _all():
        call = partial(act, now=now)
        done = apart(call, again=once_more, business=business, now=now, does=_name(act))
        if done is not None:
            yield done


def to_each(
    act: Act, *, of: Rows, now: datetime, businesses: Iterable[Business] | None = None
) -> Iterator[int]:
    """What `act(row, now=)` gives back for each row that `of(now=)` names in each business.

    Each is done in a transaction of its own.
    """
    for business in _all() if businesses is None else businesses:
        here = partial(apart, again=once_more, business=business, now=now)
        named = partial(here, does=_name(act), of=_name(of))
        for row in named(lambda: list(of(now=now))) or ():
            done = named(partial(act, row, now=now), row=row)
            if done is not None:
                yield done


@task(takes_context=True)
@once_while_open
def once_more(
    context: TaskContext, *, business_id: int, does: str, of: str = "", row: int | None = None
) -> None:
    """What failed in its turn, by itself: a business, one row, or seeing which rows there are."""
    at = context.task_result.started_at
    if current_business_id() != business_id or at is None:
        raise RuntimeError("A walk is gone again as a job, in its business.")
    if not of:
        import_string(does)(now=at)
    elif row in import_string(of)(now=at):
        import_string(does)(row, now=at)


def _all() -> Iterable[Business]:
    return Business.objects.order_by("pk")


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
