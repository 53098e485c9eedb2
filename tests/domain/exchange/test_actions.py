"""Bringing in, row by row, all of a row or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.actions.rows import bring_in, undo
from makegood.domain.exchange.queries import known
from makegood.domain.exchange.rules.arrivals import Arrival
from makegood.domain.exchange.rules.mapping import Ending
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import Kept
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.journal.queries import unfinished_import
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast

NOW = datetime(2026, 2, 1, tzinfo=UTC)
MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ARRIVAL = Arrival(
    line=2,
    key="shop:A1",
    text="Order A1",
    kind="delivery",
    due=Due(zone="Europe/Berlin", first=date(2026, 1, 9), last=date(2026, 1, 9)),
    made_at=MADE,
    ending=Ending.KEPT,
    ended_at=datetime(2026, 1, 9, 12, 0, tzinfo=UTC),
    customer_name="Rosa Baker",
    customer_key="shop:1",
    organisation="Baker & Daughter",
    engagement="Order A1",
    value_cents=12050,
)
IMPORT = Actor("import")


def alice(cast: Cast) -> Actor:
    return Actor("member", cast.owner.pk)


def brought(*arrivals: Arrival, published: bool = True) -> ImportBatch:
    """An import of these, published unless it is said to be under way."""
    batch = open_import(source="shop: orders.csv", by=IMPORT, at=NOW)
    by = Actor("import", batch.pk)
    outcome = bring_in(batch=batch, coming=arrivals or [ARRIVAL], by=by, at=NOW)
    assert (outcome.came, outcome.bad) == (len(arrivals) or 1, [])
    if published:
        assert publish_import(batch=batch, by=by, at=NOW)
    return batch


def test_an_arrival_is_written_with_where_it_came_from(cast: Cast) -> None:
    with enter(cast.studio):
        batch = brought()
        promise = Promise.objects.select_related("customer", "engagement").get()
        assert promise.customer is not None
        assert promise.engagement is not None
        assert (promise.made_at, promise.kept_at) == (MADE, ARRIVAL.ended_at)
        assert (promise.kept, promise.tellings_recorded) == (Kept.ON_TIME, False)
        assert (promise.import_key, promise.import_batch_id) == ("shop:A1", batch.pk)
        assert (promise.customer.organisation, promise.engagement.began_at) == (
            "Baker & Daughter",
            MADE,
        )
        assert (promise.customer.met_at, promise.engagement.value_cents) == (MADE, 12050)
        by_import = Entry.objects.filter(by="import", by_id=batch.pk, happened_at__lt=NOW)
        assert list(by_import.order_by("id").values_list("event", flat=True)) == [
            *("customer.met", "engagement.begun", "promise.made", "promise.kept")
        ]
        assert known(["shop:A1", "shop:A2"]) == {"shop:A1"}


def test_what_comes_in_is_seen_at_one_instant(cast: Cast) -> None:
    with enter(cast.studio):
        batch = brought(published=False)
        for model in (Customer, Engagement, Promise):
            assert not model.objects.exists()
        assert known(["shop:A1"]) == set()
        publish_import(batch=batch, by=IMPORT, at=NOW)
        for model in (Customer, Engagement, Promise):
            assert model.objects.count() == 1


def test_one_import_is_under_way_at_a_time(cast: Cast) -> None:
    with enter(cast.studio):
        brought(published=False)
        with pytest.raises(Refusal, match="Another import is under way: shop"):
            open_import(source="contacts", by=IMPORT, at=NOW)
    with enter(cast.salon):
        open_import(source="contacts", by=IMPORT, at=NOW)


def test_undoing_hides_all_of_it_and_deletes_nothing(cast: Cast) -> None:
    with enter(cast.studio):
        batch = brought()
        entries = Entry.objects.count()
        assert undo(batch=batch, by=alice(cast), at=NOW)
        assert not undo(batch=batch, by=alice(cast), at=NOW)
        for model in (Customer, Engagement, Promise):
            assert not model.objects.exists()
        with bringing_in(batch):
            assert Entry.objects.count() == entries + 1
        last = Entry.objects.get(event="import.undone")
        assert (last.subject_id, last.facts) == (batch.pk, {"stayed": 0})


def test_what_was_undone_can_come_in_again(cast: Cast) -> None:
    with enter(cast.studio):
        undo(batch=brought(), by=alice(cast), at=NOW)
        again = brought()
        assert Promise.objects.get().import_batch_id == again.pk
        assert Customer.objects.get().import_batch_id == again.pk


def test_whom_we_worked_with_since_stays_when_it_is_undone(cast: Cast) -> None:
    other = replace(ARRIVAL, line=3, key="shop:A2", customer_key="shop:2", customer_name="Jo")
    with enter(cast.studio):
        batch = brought(ARRIVAL, other)
        rosa = Customer.objects.get(import_key="shop:1")
        write_address(customer=rosa, email="rosa@example.com", by=alice(cast), at=NOW)
        undo(batch=batch, by=alice(cast), at=NOW)
        assert [str(one) for one in Customer.objects.all()] == ["Rosa Baker"]
        promise = Promise.objects.select_related("engagement").get()
        assert (promise.import_key, str(promise.engagement)) == ("shop:A1", "Order A1")
        assert Entry.objects.get(event="import.undone").facts == {"stayed": 1}
        brought_again = open_import(source="shop", by=IMPORT, at=NOW)
        outcome = bring_in(batch=brought_again, coming=[ARRIVAL, other], by=IMPORT, at=NOW)
        assert (outcome.came, outcome.here) == (1, 1)
        publish_import(batch=brought_again, by=IMPORT, at=NOW)
        assert sorted(map(str, Customer.objects.all())) == ["Jo", "Rosa Baker"]


def test_a_row_that_an_act_refuses_leaves_nothing_and_the_next_comes_in(cast: Cast) -> None:
    far = Due(zone="Europe/Berlin", first=date(2199, 1, 9), last=date(2199, 1, 9))
    ahead = replace(ARRIVAL, due=far, ending=Ending.OPEN, ended_at=None)
    other = replace(ARRIVAL, line=3, key="shop:A2", customer_key="shop:2", customer_name="Jo")
    with enter(cast.studio):
        batch = open_import(source="shop", by=IMPORT, at=NOW)
        outcome = bring_in(batch=batch, coming=[ahead, other], by=IMPORT, at=NOW)
        assert (outcome.came, [one.line for one in outcome.bad]) == (1, [2])
        publish_import(batch=batch, by=IMPORT, at=NOW)
        assert [str(one) for one in Customer.objects.all()] == ["Jo"]
        assert Engagement.objects.count() == Promise.objects.count() == 1


def test_a_customer_without_a_key_is_who_bears_that_name(cast: Cast) -> None:
    nameless = replace(ARRIVAL, customer_key="")
    twin = replace(ARRIVAL, line=3, key="shop:A2", customer_key="", customer_name="rosa baker")
    with enter(cast.studio):
        rosa = meet(name="Rosa Baker", by=alice(cast), at=MADE)
        brought(nameless, twin)
        assert {promise.customer for promise in Promise.objects.all()} == {rosa}
    with enter(cast.salon):
        brought(nameless, twin)
        assert Customer.objects.count() == 1


def test_another_business_does_not_know_our_keys(cast: Cast) -> None:
    with enter(cast.studio):
        brought()
    with enter(cast.salon):
        assert known(["shop:A1"]) == set()
        assert unfinished_import("shop: orders.csv") is None


@pytest.mark.django_db
def test_an_import_is_published_once(cast: Cast) -> None:
    with enter(cast.studio):
        batch = open_import(source="shop", by=IMPORT, at=NOW)
        assert unfinished_import("shop") == batch
        assert publish_import(batch=batch, by=IMPORT, at=NOW)
        assert not publish_import(batch=batch, by=IMPORT, at=NOW)
        assert unfinished_import("shop") is None
        told = Entry.objects.filter(subject_kind="import", subject_id=batch.pk)
        assert list(told.order_by("id").values_list("event", flat=True)) == [
            *("import.opened", "import.published")
        ]


def test_what_came_in_meanwhile_is_passed_over(cast: Cast) -> None:
    with enter(cast.studio):
        batch = brought(published=False)
        entries = Entry.objects.count()
        again = bring_in(batch=batch, coming=[ARRIVAL], by=IMPORT, at=NOW)
        assert (again.came, again.here) == (0, 1)
        assert Entry.objects.count() == entries
        publish_import(batch=batch, by=IMPORT, at=NOW)
        assert Promise.objects.count() == 1
