"""The suite's tables are made from the models, in a second: they are those that migrations make."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ALL = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
# Only who migrates keeps which migrations have run.
MIGRATED = "django_migrations"


def parts(sql: str) -> tuple[str, ...]:
    """What a statement says, in any order: a column that came later stands at the end."""
    said = " ".join(sql.split())
    if not said.startswith("CREATE TABLE"):
        return (said,)
    head, _bracket, inside = said.partition("(")
    found, depth, part = [head.strip()], 0, ""
    for sign in inside.rpartition(")")[0]:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            found.append(part.strip())
            part = ""
        else:
            part += sign
    return tuple(sorted([*found, part.strip()]))


def schema(rows: list[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(kind, name): parts(sql) for kind, name, sql in rows if MIGRATED not in name}


@pytest.mark.walls
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="there the tables come by migrations")
def test_the_models_say_the_tables_that_migrations_make(tmp_path: Path) -> None:
    place = {"MAKEGOOD_DATA": str(tmp_path), "MAKEGOOD_MODE": "test", "DATABASE_URL": ""}
    command = (sys.executable, "-m", "makegood", "migrate", "-v0")
    subprocess.run(command, env={**os.environ, **place}, check=True)
    with closing(sqlite3.connect(tmp_path / "makegood.sqlite3")) as migrated:
        expected = schema(migrated.execute(ALL).fetchall())
    with connection.cursor() as cursor:
        found = schema(cursor.execute(ALL).fetchall())
    assert len(expected) > 200
    assert set(found) == set(expected)
    assert {key: said for key, said in found.items() if said != expected[key]} == {}


def test_the_same_columns_in_another_order_are_the_same() -> None:
    one = 'CREATE TABLE "a" ("b" int CHECK ("b" IN (1, 2)), "c" text)'
    assert parts(one) == parts('CREATE TABLE "a" ("c" text, "b" int CHECK ("b" IN (1, 2)))')
    assert parts(one) != parts(one.replace("1, 2", "1, 3"))
