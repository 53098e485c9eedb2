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
    """An UPDATE or DELETE (`act`) of a table's rows; of `columns` alone where some are named, and
    only of rows where the column `once_set` has a value, where one is named.
    """

    name: str
    table: str
    act: str
    sentence: str
    columns: tuple[str, ...] = ()
    once_set: str = ""

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
            when = self._when("IS NOT")
            refuse = f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            # Anew, so that a database from before has what is said here.
            return (
                f"DROP TRIGGER IF EXISTS {self.name}",
                f"CREATE TRIGGER {before}{when} {refuse}",
            )
        when = self._when("IS DISTINCT FROM")
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.sentence}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE OR REPLACE TRIGGER {before} FOR EACH ROW{when} EXECUTE FUNCTION {self.name}()",
        )

    def _when(self, differs: str) -> str:
        changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in self.columns)
        is_set = f"OLD.{self.once_set} IS NOT NULL" if self.once_set else ""
        wanted = " AND ".join(f"({one})" for one in (changed, is_set) if one)
        return f" WHEN ({wanted})" if wanted else ""
