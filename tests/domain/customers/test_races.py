"""Alice merges one into the other while Bob merges too: one press wins, the other is told."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from makegood.domain.customers.models import Customer
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast, make_cast
from tests.domain.customers.hands import heads, merge, met


@pytest.fixture
def lasting(transactional_db: None) -> Cast:
    return make_cast()


def at_once(cast: Cast, *names: tuple[str, str]) -> list[str]:
    """What came of each press, (alias, into), all begun together."""
    together, answers = threading.Barrier(len(names)), [""] * len(names)

    def press(n: int, alias: str, into: str) -> None:
        together.wait()
        try:
            with enter(cast.studio):
                did = merge(Customer.objects.get(name=alias), Customer.objects.get(name=into))
            answers[n] = "merged" if did else "nothing"
        except Refusal:
            answers[n] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(n, *pair)) for n, pair in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(answers)


@pytest.mark.parametrize(
    ("other", "answers"),
    [(("B", "A"), ["merged", "refused"]), (("A", "B"), ["merged", "nothing"])],
)
def test_two_presses_merge_once(lasting: Cast, other: tuple[str, str], answers: list[str]) -> None:
    with enter(lasting.studio):
        met("A"), met("B")
    assert at_once(lasting, ("A", "B"), other) == answers
    with enter(lasting.studio):
        assert len(heads()) == 1
        assert Entry.objects.filter(event="customer.merged").count() == 1
