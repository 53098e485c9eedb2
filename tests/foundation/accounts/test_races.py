"""Two presses at once: the hours are one of the two, whole."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from makegood.foundation.accounts.actions import set_hours
from makegood.foundation.accounts.queries import week
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from makegood.kit.office_hours import Period
from tests.cast import Cast, make_cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_hours_noted_twice_at_once_are_noted() -> None:
    cast = make_cast()
    together = threading.Barrier(2)
    wrong: list[BaseException] = []

    def press() -> None:
        together.wait()
        try:
            note(cast)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with enter(cast.studio):
        assert (wrong, week()) == ([], [[Period(540, 1020)]] * 7)


def note(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        set_hours(week=[[Period(540, 1020)]] * 7, by=by, at=NOW)
