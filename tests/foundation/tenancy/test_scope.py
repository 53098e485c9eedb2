"""`enter` is the only way in, and nothing of it stays behind."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator
from contextlib import suppress
from typing import Any

import django_scopes
import pytest
from django.db import IntegrityError, connection, transaction

from makegood.foundation.tenancy.models import Business, Closure
from makegood.foundation.tenancy.scope import (
    ScopeError,
    current_business,
    current_business_id,
    enter,
)
from tests.cast import Cast


def outside() -> bool:
    try:
        current_business()
    except ScopeError:
        return True
    return False


def test_inside_we_know_where_we_are(cast: Cast) -> None:
    with enter(cast.studio) as business:
        assert business == current_business() == cast.studio
        assert current_business_id() == cast.studio.pk
    assert outside()


@pytest.mark.parametrize("nobody", [None, Business(), [], 7, "fern-studio"])
def test_only_a_saved_business_is_entered(nobody: Any, db: None) -> None:
    with pytest.raises(ScopeError), enter(nobody):
        pass
    assert outside()


def test_two_businesses_are_not_entered_at_once(cast: Cast) -> None:
    both: Any = [cast.studio, cast.salon]
    with pytest.raises(ScopeError), enter(both):
        pass


def test_a_person_of_the_same_number_is_not_a_business(cast: Cast) -> None:
    member: Any = cast.owner
    with pytest.raises(ScopeError), enter(member):
        pass


def test_a_second_business_is_not_entered_from_inside_the_first(cast: Cast) -> None:
    with enter(cast.studio):
        with pytest.raises(ScopeError), enter(cast.salon):
            pass
        assert current_business() == cast.studio


def test_the_same_business_is_entered_again(cast: Cast) -> None:
    with enter(cast.studio):
        with enter(cast.studio):
            assert current_business() == cast.studio
        assert current_business() == cast.studio
    assert outside()


def test_an_exception_leaves_the_scope(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), enter(cast.studio):
        raise ZeroDivisionError
    assert outside()


def test_the_library_by_itself_opens_nothing(cast: Cast) -> None:
    ways: list[Any] = [None, cast.studio, cast.studio.pk, [cast.studio, cast.salon]]
    for business in ways:
        with django_scopes.scope(business=business):
            assert outside()
    with django_scopes.scopes_disabled():
        assert outside()
        with pytest.raises(ScopeError):
            Closure.objects.exists()


def test_the_library_by_itself_widens_nothing(cast: Cast) -> None:
    with enter(cast.studio):
        with django_scopes.scopes_disabled():
            assert current_business() == cast.studio
        with django_scopes.scope(business=cast.salon):
            assert outside()


def test_a_new_thread_starts_outside(cast: Cast) -> None:
    found: list[bool] = []
    with enter(cast.studio):
        thread = threading.Thread(target=lambda: found.append(outside()))
        thread.start()
        thread.join()
    assert found == [True]


def test_tasks_side_by_side_keep_their_own_business(cast: Cast) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("a transaction belongs to one thread; there, tasks enter in threads")

    async def work(business: Business) -> int:
        with enter(business):
            await asyncio.sleep(0)
            return current_business_id()

    async def side_by_side() -> list[int]:
        return [*await asyncio.gather(work(cast.studio), work(cast.salon))]

    assert asyncio.run(side_by_side()) == [cast.studio.pk, cast.salon.pk]


def test_a_scope_left_open_by_a_generator_is_loud_and_not_wide(cast: Cast) -> None:
    def streaming() -> Generator[int, None, None]:
        with enter(cast.studio):
            yield current_business_id()

    stream = streaming()
    next(stream)
    with pytest.raises(ScopeError), enter(cast.salon):
        pass
    stream.close()
    assert outside()


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_commit_runs_outside(cast: Cast) -> None:
    found: list[bool] = []
    with transaction.atomic(), enter(cast.studio):
        transaction.on_commit(lambda: found.append(outside()))
    assert found == [True]


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('mg.business', true), '')")
        said: str = cursor.fetchone()[0]
    return said


class TestOnPostgresql:
    @pytest.fixture(autouse=True)
    def only_there(self) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no setting to carry the business")

    def test_the_database_knows_the_business(self, cast: Cast) -> None:
        with enter(cast.studio):
            assert setting() == str(cast.studio.pk)

    def test_leaving_inside_a_longer_transaction_clears_it(self, cast: Cast) -> None:
        with enter(cast.studio), enter(cast.studio):
            pass
        assert setting() == ""

    def test_an_inner_block_gives_it_back(self, cast: Cast) -> None:
        with enter(cast.studio):
            with enter(cast.studio):
                pass
            assert setting() == str(cast.studio.pk)

    def test_an_exception_clears_it(self, cast: Cast) -> None:
        with pytest.raises(ZeroDivisionError), enter(cast.studio):
            raise ZeroDivisionError
        assert setting() == ""

    @pytest.mark.django_db(transaction=True)
    def test_the_next_transaction_of_the_connection_does_not_know_it(self, cast: Cast) -> None:
        with enter(cast.studio):
            pass
        assert setting() == ""

    def test_a_refusal_swallowed_inside_is_not_taken_for_success(self, cast: Cast) -> None:
        """Django would roll such a block back without a word, and the page would say saved."""

        def swallow() -> None:
            with enter(cast.studio), suppress(IntegrityError):
                Closure.objects.create(first="2026-05-01", last="2025-05-01")

        with pytest.raises(transaction.TransactionManagementError):
            swallow()

    @pytest.mark.django_db(transaction=True)
    def test_what_fails_inside_is_not_kept(self, cast: Cast) -> None:
        def fail_after_writing() -> None:
            with enter(cast.studio):
                Closure.objects.create(first="2026-05-01", last="2026-05-01")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_after_writing()
        with enter(cast.studio):
            assert not Closure.objects.exists()
