from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import override_settings

from makegood.foundation.limits.rate import allow

SHARED = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits_cache",
    }
}


@pytest.fixture(autouse=True)
def counts_at_nought() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_so_many_are_let_in_and_no_more() -> None:
    assert [allow("sign-in", "a@example.com", 3, 60) for _ in range(5)] == [True] * 3 + [False] * 2


def test_each_is_counted_apart() -> None:
    assert allow("sign-in", "a", 1, 60)
    assert allow("sign-in", "b", 1, 60)
    assert allow("sign-up", "a", 1, 60)
    assert not allow("sign-in", "a", 1, 60)


def test_the_window_slides() -> None:
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as clock:
        assert allow("x", "a", 2, 60)
        clock.shift(timedelta(seconds=40))
        assert allow("x", "a", 2, 60)
        clock.shift(timedelta(seconds=21))
        assert allow("x", "a", 2, 60)
        assert not allow("x", "a", 2, 60)


@pytest.fixture
def shared_counts(transactional_db: None) -> Iterator[None]:
    with override_settings(CACHES=SHARED):
        call_command("createcachetable", database="limits", verbosity=0)
        cache.clear()
        yield
        cache.clear()


@pytest.mark.django_db(transaction=True, databases=["default", "limits"])
def test_a_rollback_of_the_ledger_uncounts_nothing(shared_counts: None) -> None:
    with transaction.atomic():
        assert allow("x", "a", 1, 60)
        transaction.set_rollback(True)
    assert not allow("x", "a", 1, 60)


@pytest.mark.django_db(transaction=True, databases=["default", "limits"])
def test_a_ledger_that_is_busy_locks_nobody_out(shared_counts: None) -> None:
    let_in: list[bool] = []

    def knock() -> None:
        let_in.append(allow("x", "a", 1, 60))
        connections.close_all()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM jobs_turn")
        thread = threading.Thread(target=knock)
        thread.start()
        thread.join(5)
        assert let_in == [True]


@pytest.mark.django_db(transaction=True, databases=["default", "limits"])
def test_many_at_a_time_are_never_more_than_the_limit(shared_counts: None) -> None:
    let_in: list[bool] = []
    together = threading.Barrier(8)

    def knock() -> None:
        together.wait()
        let_in.append(allow("x", "a", 3, 60))
        connections.close_all()

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let_in) == 8
    assert let_in.count(True) == 3
