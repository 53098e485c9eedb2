"""The bugs that must be caught. Each goes round a guard of the house, and says so."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django_tasks.base import Task

from makegood.config import durability
from makegood.domain.feedback.actions import pressing
from makegood.domain.promises.actions import making
from makegood.foundation.jobs.backend import enqueue_first
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor, Event

ACK_BEFORE_COMMIT = "ack-before-commit"
TWO_TRANSACTIONS = "two-transactions"
SYNCHRONOUS_NORMAL = "synchronous-normal"
FSYNC_OFF = "fsync-off"

WEAK = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"


class NotRefused(Exception):
    """The house let a weak connection in: its own guard is broken."""


def plant(bug: str | None) -> None:
    """Plant a bug into this process and those forked from it, before any connection is open."""
    if bug == TWO_TRANSACTIONS:
        setattr(making, record.__name__, record_afterwards)
        setattr(pressing, enqueue_first.__name__, enqueue_afterwards)
    if bug == SYNCHRONOUS_NORMAL:
        weaken()
    if bug:
        print(f"planted: {bug}", flush=True)


def record_afterwards(
    event: Event, *, by: Actor, at: datetime, happened_at: datetime | None = None
) -> None:
    """Journal it once the promise is committed: two transactions instead of one."""
    transaction.on_commit(partial(record, event, by=by, at=at, happened_at=happened_at))


def enqueue_afterwards(task: Task[..., Any], **arguments: Any) -> None:
    """Write the job down once what it is about is committed."""
    transaction.on_commit(partial(enqueue_first, task, **arguments))


def weaken() -> None:
    """Open SQLite with synchronous=NORMAL. NotRefused unless the house refuses that first."""
    connection.close()
    options: dict[str, Any] = connection.settings_dict["OPTIONS"]
    options["init_command"] = WEAK
    refused = is_refused()
    connection.close()
    if not refused:
        raise NotRefused("config/durability.py let synchronous=NORMAL pass.")
    print("refused by config/durability.py, as it should be; the guard is lifted", flush=True)
    connection_created.disconnect(durability.refuse_weak, dispatch_uid="law-1")


def is_refused() -> bool:
    """Whether the house refuses the connection as it is set now."""
    try:
        connection.ensure_connection()
    except ImproperlyConfigured:
        return True
    return False
