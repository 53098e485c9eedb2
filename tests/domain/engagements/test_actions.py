from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError

from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast

NOBODY = Actor("rule", rule="a test")
EARLIER = SINCE - timedelta(days=30)


def bakery() -> Customer:
    return meet(name="the bakery", by=NOBODY, at=SINCE)


def test_work_begins_for_a_customer_and_is_written_down(cast: Cast) -> None:
    with enter(cast.studio):
        work = begin(customer=bakery(), name="Logo", happened_at=EARLIER, by=NOBODY, at=SINCE)
        assert (str(work), work.began_at) == ("Logo", EARLIER)
        entry = Entry.objects.get(event="engagement.begun")
        assert (entry.subject_id, entry.engagement_id) == (work.pk, work.pk)
        assert entry.customer_id == work.customer_id
        assert (entry.happened_at, entry.recorded_at) == (EARLIER, SINCE)
        assert entry.facts == {}


def test_work_that_begins_now_began_now(cast: Cast) -> None:
    with enter(cast.studio):
        assert begin(customer=bakery(), name="Logo", by=NOBODY, at=SINCE).began_at == SINCE


def test_one_piece_of_work_comes_in_once(cast: Cast) -> None:
    with enter(cast.studio):
        customer = bakery()
        begin(customer=customer, name="Logo", import_key="shop:1", by=NOBODY, at=SINCE)
        with pytest.raises(IntegrityError, match="engagement"):
            begin(customer=customer, name="Sign", import_key="shop:1", by=NOBODY, at=SINCE)


def test_two_without_a_key_are_two(cast: Cast) -> None:
    with enter(cast.studio):
        customer = bakery()
        for _ in range(2):
            begin(customer=customer, name="Logo", by=NOBODY, at=SINCE)
        assert Engagement.objects.count() == 2
