from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from makegood.foundation.journal.models import Entry, NeverChanged
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast, make_cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def an_entry() -> Entry:
    return Entry.objects.create(
        event="bell.rang",
        by="member",
        happened_at=NOW,
        recorded_at=NOW,
        subject_kind="bell",
        subject_id=1,
    )


@pytest.fixture
def entry(cast: Cast) -> Iterator[Entry]:
    with enter(cast.studio):
        yield an_entry()


def test_an_entry_is_not_saved_again(entry: Entry) -> None:
    entry.event = "bell.fell"
    with pytest.raises(NeverChanged):
        entry.save()
    entry.refresh_from_db()
    assert entry.event == "bell.rang"


def test_an_entry_is_not_deleted(entry: Entry) -> None:
    with pytest.raises(NeverChanged):
        entry.delete()
    with pytest.raises(NeverChanged):
        Entry.objects.all().delete()


def test_entries_are_not_updated(entry: Entry) -> None:
    with pytest.raises(NeverChanged):
        Entry.objects.update(event="x")
    with pytest.raises(NeverChanged):
        Entry.objects.bulk_update([entry], ["event"])


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET event = 'x'", "DELETE FROM journal_entry"]
)
def test_the_database_refuses_what_passes_by_the_model(entry: Entry, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().event == "bell.rang"


@pytest.mark.django_db(transaction=True)
def test_a_test_may_empty_the_tables_and_the_wall_stands_again() -> None:
    with enter(make_cast().studio):
        an_entry()
    call_command("flush", interactive=False, verbosity=0)
    with enter(make_cast().studio):
        assert not Entry.objects.exists()
        an_entry()
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM journal_entry")


@override_settings(MODE="production")
def test_nobody_else_may_empty_the_tables() -> None:
    with pytest.raises(CommandError):
        call_command("flush", interactive=False)
