"""A database of a measurement's own, and Django set up on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import django
import psycopg

from tests import postgresql


def private_database(
    *, on_postgresql: bool, given: str = "", plain_role: bool = False
) -> AbstractContextManager[str]:
    """Its DATABASE_URL: the one given, or a PostgreSQL's started for it; empty for SQLite.

    With `plain_role` the one started is owned by no superuser: production refuses such.
    """
    start = _server_for_a_plain_role if plain_role else postgresql.server
    return start() if on_postgresql and not given else nullcontext(given)


@contextmanager
def _server_for_a_plain_role() -> Iterator[str]:
    with postgresql.server() as url:
        with psycopg.connect(url, autocommit=True) as one:
            one.execute("CREATE ROLE plain LOGIN")
            one.execute("CREATE DATABASE town OWNER plain")
        yield url.replace("makegood@/postgres", "plain@/town")


def set_up(folder: str, url: str, **said: str) -> None:
    """Django on this database; files go to the folder. In the tests' settings, unless it is said
    otherwise, by the names of the environment.
    """
    usual = {"MAKEGOOD_MODE": "test", "DJANGO_SETTINGS_MODULE": "makegood.config.settings"}
    os.environ |= usual | {"MAKEGOOD_DATA": folder, "DATABASE_URL": url} | said
    django.setup()
