"""A write that the database itself refuses, whoever writes: a trigger on its table.

Put up after every migrate rather than in a migration: on SQLite a later migration that touches
the table remakes it, and its triggers are gone without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Refused:
    """An UPDATE or DELETE (`act`) of a table's rows; of `columns` alone where some are named."""

    name: str
    table: str
    act: str
    sentence: str
    columns: tuple[str, ...] = ()

    def put_up(self, *, using: str, **_: Any) -> None:
        """Put the trigger up on this database, if the table lives there."""
        connection = connections[using]
        with connection.cursor() as cursor:
            if self.table in connection.introspection.table_names(cursor):
                for statement in self._making(connection.vendor):
                    cursor.execute(statement)

    def lift(self, *, using: str) -> None:
        """Take the trigger down."""
        on = f" ON {self.table}" if connections[using].vendor == "postgresql" else ""
        with connections[using].cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {self.name}{on}")

    def _making(self, vendor: str) -> tuple[str, ...]:
        before = f"{self.name} BEFORE {self.act} ON {self.table}"
        if vendor == "sqlite":
            when = f" WHEN {self._changed('IS NOT')}" if self.columns else ""
            refuse = f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            return (f"CREATE TRIGGER IF NOT EXISTS {before}{when} {refuse}",)
        when = f" WHEN ({self._changed('IS DISTINCT FROM')})" if self.columns else ""
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.sentence}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE OR REPLACE TRIGGER {before} FOR EACH ROW{when} EXECUTE FUNCTION {self.name}()",
        )

    def _changed(self, differs: str) -> str:
        return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in self.columns)
