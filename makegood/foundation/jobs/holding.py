"""The job in hand, for effects that must not happen once its lease was lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django_tasks.base import Task

from makegood.foundation.jobs import actions


class LeaseLost(Exception):
    """Another worker has taken the job over: leave no effect."""


@dataclass
class Held:
    """A job this worker took, with the fence that proves it."""

    job_id: int
    fence: int
    began_at: datetime
    settled: bool = False


_in_hand: ContextVar[Held | None] = ContextVar("job_in_hand", default=None)


@contextmanager
def holding(held: Held) -> Iterator[Held]:
    """The job in hand until the block ends."""
    token = _in_hand.set(held)
    try:
        yield held
    finally:
        _in_hand.reset(token)


def still_mine() -> None:
    """LeaseLost when the job in hand was taken over. Inside a transaction, true to its end.

    Outside a job (an action called from a page) nothing can be lost, and nothing is asked.
    """
    held = _in_hand.get()
    if held and not held.settled and not actions.held(job_id=held.job_id, fence=held.fence):
        raise LeaseLost


def settle() -> None:
    """End the job in hand within the caller's transaction: effect and end commit together.

    That makes an effect inside the database happen exactly once. LeaseLost when taken over.
    """
    held = _in_hand.get()
    if held is None:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("settle() belongs inside the effect's transaction.")
    if not actions.finish(job_id=held.job_id, fence=held.fence, at=held.began_at):
        raise LeaseLost
    held.settled = True


def take_along(
    task: Task[..., Any], *, same: dict[str, Any], at: datetime
) -> dict[str, Any] | None:
    """The arguments of the job that waits next, if it calls `task` and shares the arguments `same`.

    Its job ends with the caller's transaction, so whatever it was to do must be done or written
    down there: the job in hand does it in its stead. None when something else is next, or
    nothing, or outside a job. LeaseLost when the job in hand was taken over.
    """
    if _in_hand.get() is None:
        return None
    if not connection.in_atomic_block:
        raise RuntimeError("take_along() belongs inside the effect's transaction.")
    still_mine()
    return actions.absorb(path=task.module_path, same=same, at=at)
