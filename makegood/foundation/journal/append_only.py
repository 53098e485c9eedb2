"""The wall in the database: a journal row is never changed and never deleted.

Triggers, put up after every migrate rather than in a migration: on SQLite a later migration
that touches the table remakes it, and its triggers are gone without a word. TRUNCATE fires no
row trigger on PostgreSQL; on SQLite, where a test empties tables by DELETE, `flush` lifts the
wall and puts it back.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

from makegood.foundation.journal.models import Entry

SENTENCE = "A journal row is never changed."
ACTS = ("UPDATE", "DELETE")
TABLE = Entry._meta.db_table


def put_up(*, using: str, **_: Any) -> None:
    """Put the triggers up on this database, if the journal lives there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in STATEMENTS.get(connection.vendor, ()):
            cursor.execute(statement)


def lift(*, using: str) -> None:
    """Take the triggers of SQLite down, so that a test's tables can be emptied."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for act in ACTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(act)}")


def _name(act: str) -> str:
    return f"{TABLE}_no_{act.lower()}"


def _on_sqlite(act: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {_name(act)} BEFORE {act} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    )


def _on_postgresql(act: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {_name(act)} BEFORE {act} ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
    )


STATEMENTS = {
    "sqlite": tuple(map(_on_sqlite, ACTS)),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$",
        *map(_on_postgresql, ACTS),
    ),
}
