"""Tasks for the tests of jobs. What they do is seen in `done`."""

from __future__ import annotations

import time

from django.db import transaction
from django_tasks import task

from makegood.foundation.jobs.backend import once_while_open
from makegood.foundation.jobs.holding import settle, still_mine
from makegood.foundation.jobs.models import Turn
from makegood.foundation.tenancy.scope import current_business_id

done: list[object] = []


@task
def note(word: str) -> None:
    done.append(word)


@task
@once_while_open
def note_once(word: str) -> None:
    done.append(word)


@task
def poison() -> None:
    raise ValueError("Anna Example complained.")


@task
def hang() -> None:
    time.sleep(5)


@task
def slow(word: str) -> None:
    time.sleep(0.5)
    done.append(word)


@task
def where(*, business_id: int) -> None:
    done.append((business_id, current_business_id()))


def leave_row(name: str) -> None:
    """An effect in the database: any row will do."""
    Turn.objects.create(name=name, next_at="2026-01-01T00:00Z")


@task
def fenced(name: str) -> None:
    with transaction.atomic():
        still_mine()
        leave_row(name)


@task
def settled(name: str) -> None:
    with transaction.atomic():
        leave_row(name)
        settle()
