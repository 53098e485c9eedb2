"""A database of a measurement's own, and Django set up on it."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext

import django

from tests import postgresql


def private_database(*, on_postgresql: bool, given: str = "") -> AbstractContextManager[str]:
    """Its DATABASE_URL: the one given, or a PostgreSQL's started for it; empty for SQLite."""
    return postgresql.server() if on_postgresql and not given else nullcontext(given)


def set_up(folder: str, url: str) -> None:
    """Django on this database, in the tests' settings; files go to the folder."""
    os.environ |= {
        "MAKEGOOD_MODE": "test",
        "MAKEGOOD_DATA": folder,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "makegood.config.settings",
    }
    django.setup()
