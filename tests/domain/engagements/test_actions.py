from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin, bring_in
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Work
from makegood.foundation.journal.actions import open_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
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


def test_work_is_worth_something_and_has_a_day_that_matters(cast: Cast) -> None:
    fair = SINCE.date() + timedelta(days=30)
    worth: dict[str, Any] = {"value_cents": 48_000, "own_date": fair, "own_date_why": "The fair"}
    with enter(cast.studio):
        work = begin(customer=bakery(), name="Logo", **worth, by=NOBODY, at=SINCE)
        work.refresh_from_db()
        assert {name: getattr(work, name) for name in worth} == worth
        assert Entry.objects.get(event="engagement.begun").facts == {}


def test_one_piece_of_work_comes_in_once(cast: Cast) -> None:
    with enter(cast.studio):
        customer, by = bakery(), Actor("import")
        batch = open_import(source="shop", by=by, at=SINCE)
        logo = Work(key="shop:1", name="Logo", began_at=SINCE, value_cents=9900)
        with bringing_in(batch):
            found = bring_in(works=[(customer, logo)] * 2, batch=batch, by=by, at=SINCE)
            again = bring_in(works=[(customer, logo)], batch=batch, by=by, at=SINCE)
            assert found == again
            assert Engagement.objects.get().value_cents == 9900
        assert not Engagement.objects.exists()


def test_two_without_a_key_are_two(cast: Cast) -> None:
    with enter(cast.studio):
        customer = bakery()
        for _ in range(2):
            begin(customer=customer, name="Logo", by=NOBODY, at=SINCE)
        assert Engagement.objects.count() == 2
