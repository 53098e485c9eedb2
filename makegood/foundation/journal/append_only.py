"""The wall in the database: a journal row is never changed and never deleted.

TRUNCATE fires no row trigger on PostgreSQL; on SQLite, where a test empties tables by DELETE,
`flush` lifts the wall and puts it back.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.wall.refusing import Refused

TABLE = Entry._meta.db_table
REFUSED = tuple(
    Refused(f"{TABLE}_no_{act.lower()}", TABLE, act, "A journal row is never changed.")
    for act in ("UPDATE", "DELETE")
)


def put_up(*, using: str, **_: Any) -> None:
    """Put the triggers up on this database, if the journal lives there."""
    for write in REFUSED:
        write.put_up(using=using)


def lift(*, using: str) -> None:
    """Take the triggers of SQLite down, so that a test's tables can be emptied."""
    if connections[using].vendor == "sqlite":
        for write in REFUSED:
            write.lift(using=using)
