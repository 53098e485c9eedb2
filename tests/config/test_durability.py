"""Law 1 at the door of the database: a connection that could forget is refused."""

from __future__ import annotations

import copy

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

SOUND = {"journal_mode": "WAL", "synchronous": "FULL", "foreign_keys": "ON"}


def opened(**options: object) -> BaseDatabaseWrapper:
    """A second connection to the ledger with other options; refused as it opens, or not."""
    ledger = connections["default"]
    said = copy.deepcopy(ledger.settings_dict)
    said["OPTIONS"] = {**said["OPTIONS"], **options}
    one = type(ledger)(said, "another")
    try:
        one.connect()
    finally:
        one.close()
    return one


def pragmas(**weaker: str) -> str:
    return "".join(f"PRAGMA {name}={value};" for name, value in (SOUND | weaker).items())


sqlite = pytest.mark.skipif("connections['default'].vendor != 'sqlite'", reason="SQLite's own")
postgresql = pytest.mark.skipif("connections['default'].vendor == 'sqlite'", reason="PostgreSQL's")


@sqlite
@pytest.mark.django_db
def test_a_sound_connection_opens() -> None:
    assert opened(init_command=pragmas()).vendor == "sqlite"


@sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    "weak",
    [{"synchronous": "NORMAL"}, {"synchronous": "OFF"}, {"foreign_keys": "OFF"}],
    ids=str,
)
def test_a_weak_sqlite_is_refused(weak: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="would not keep"):
        opened(init_command=pragmas(**weak))


@postgresql
@pytest.mark.django_db
def test_a_weak_postgresql_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="synchronous_commit"):
        opened(options="-c synchronous_commit=off")
    assert opened(options="-c synchronous_commit=on").vendor == "postgresql"
