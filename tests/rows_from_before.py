"""Runs what a migration does to rows that were kept before it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.test import override_settings


def bring_in_step(app: str, name: str) -> None:
    """By the name of the migration without its number; in no scope, as `migrate` runs."""
    # The suite's own database is made from the models.
    with override_settings(MIGRATION_MODULES={}):
        loader = MigrationLoader(connection)
    key = next(key for key in loader.disk_migrations if key[0] == app and key[1][5:] == name)
    found = next(
        one for one in loader.disk_migrations[key].operations if isinstance(one, RunPython)
    )
    editor: Any = SimpleNamespace(connection=connection)
    found.code(loader.project_state(key).apps, editor)
