from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from makegood.foundation.limits.actions import (
    Earlier,
    OtherRequest,
    finish,
    forget_old_keys,
    once,
)
from makegood.foundation.limits.models import OnceKey
from makegood.foundation.limits.rules import digest_of
from makegood.foundation.tenancy.models import Business, Closure
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast, make_cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BODY = digest_of({"text": "Logo proofs", "due": "2026-03-06"})


def ask(
    business: Business, *, principal: str = "member:1", digest: str = BODY, at: datetime = NOW
) -> object:
    """A request as a page makes it: the key, the effect (a row) and the answer commit together."""
    with enter(business), transaction.atomic():
        earlier = once(key="k", principal=principal, digest=digest, at=at)
        if earlier:
            return earlier
        row = Closure.objects.create(first=NOW, last=NOW)
        finish(key="k", principal=principal, result={"made": row.pk})
        return row.pk


def effects(business: Business) -> int:
    with enter(business):
        return Closure.objects.count()


@pytest.fixture
def studio(cast: Cast) -> Business:
    return cast.studio


def test_the_same_request_is_answered_again_and_done_once(studio: Business) -> None:
    made = ask(studio)
    assert ask(studio) == Earlier({"made": made})
    assert effects(studio) == 1


def test_the_same_key_with_another_body_is_refused(studio: Business) -> None:
    ask(studio)
    with pytest.raises(OtherRequest):
        ask(studio, digest=digest_of({"text": "Other"}))
    assert effects(studio) == 1


def test_another_principal_or_business_has_keys_of_its_own(cast: Cast) -> None:
    ask(cast.studio)
    ask(cast.studio, principal="member:2")
    ask(cast.salon)
    assert (effects(cast.studio), effects(cast.salon)) == (2, 1)


def test_a_day_later_the_same_key_still_stands(studio: Business) -> None:
    ask(studio)
    forget_old_keys(now=NOW + timedelta(hours=25))
    assert isinstance(ask(studio, at=NOW + timedelta(hours=25)), Earlier)
    assert effects(studio) == 1


def test_a_month_later_the_key_is_forgotten(cast: Cast) -> None:
    ask(cast.studio)
    ask(cast.salon)
    assert forget_old_keys(now=NOW + timedelta(days=31)) == 2
    with enter(cast.studio):
        assert not OnceKey.objects.exists()


def test_a_request_that_fell_is_done_by_the_next(studio: Business) -> None:
    with enter(studio), transaction.atomic():
        once(key="k", principal="member:1", digest=BODY, at=NOW)
        transaction.set_rollback(True)
    assert isinstance(ask(studio), int)
    assert effects(studio) == 1


def test_an_answer_of_nothing_is_an_answer(studio: Business) -> None:
    with enter(studio), transaction.atomic():
        once(key="k", principal="member:1", digest=BODY, at=NOW)
        finish(key="k", principal="member:1", result=None)
    assert ask(studio) == Earlier(None)


def test_a_forgotten_finish_is_seen(studio: Business) -> None:
    with enter(studio), transaction.atomic():
        once(key="k", principal="member:1", digest=BODY, at=NOW)
    with pytest.raises(RuntimeError, match="never finished"):
        ask(studio)


def test_a_finish_without_a_beginning_is_seen(studio: Business) -> None:
    with enter(studio), transaction.atomic(), pytest.raises(RuntimeError):
        finish(key="k", principal="member:1", result=None)


@pytest.fixture
def lasting_studio(transactional_db: None) -> Business:
    return make_cast().studio


def test_outside_a_transaction_it_is_refused(lasting_studio: Business) -> None:
    if connection.vendor == "postgresql":
        return  # enter() is a transaction there.
    with enter(lasting_studio), pytest.raises(RuntimeError):
        once(key="k", principal="member:1", digest=BODY, at=NOW)


def test_of_eight_at_a_time_one_runs(lasting_studio: Business) -> None:
    answers: list[object] = []
    together = threading.Barrier(8)

    def press() -> None:
        together.wait()
        try:
            answers.append(ask(lasting_studio))
        except BaseException as error:
            answers.append(error)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = [answer for answer in answers if isinstance(answer, int)]
    assert len(made) == 1
    assert answers.count(Earlier({"made": made[0]})) == 7
    assert effects(lasting_studio) == 1
