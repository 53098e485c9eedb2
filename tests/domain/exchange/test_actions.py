"""Bringing in, row by row, all of a row or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.actions import bring_in
from makegood.domain.exchange.queries import known
from makegood.domain.exchange.rules.arrivals import Arrival
from makegood.domain.exchange.rules.mapping import Ending
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.journal.queries import unfinished_import
from makegood.foundation.tenancy.scope import enter
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
)
IMPORT = Actor("import")


def test_an_arrival_is_written_with_where_it_came_from(cast: Cast) -> None:
    with enter(cast.studio):
        batch = open_import(source="shop: orders.csv", by=IMPORT, at=NOW)
        by = Actor("import", batch.pk)
        assert bring_in(batch=batch, arrivals=[ARRIVAL], by=by, at=NOW) == []
        promise = Promise.objects.select_related("customer", "engagement").get()
        assert promise.customer is not None
        assert promise.engagement is not None
        assert (promise.made_at, promise.kept_at) == (MADE, ARRIVAL.ended_at)
        assert (promise.import_key, promise.import_batch_id) == ("shop:A1", batch.pk)
        assert (promise.customer.organisation, promise.engagement.began_at) == (
            "Baker & Daughter",
            MADE,
        )
        by_import = Entry.objects.filter(by="import", by_id=batch.pk).order_by("id")
        assert list(by_import.values_list("event", flat=True)) == [
            *("customer.met", "engagement.begun", "promise.made", "promise.kept")
        ]
        assert known(["shop:A1", "shop:A2"]) == {"shop:A1"}


def test_a_row_that_an_act_refuses_leaves_nothing_and_the_next_comes_in(cast: Cast) -> None:
    early = replace(ARRIVAL, ended_at=datetime(2026, 1, 1, tzinfo=UTC))
    other = replace(ARRIVAL, line=3, key="shop:A2", customer_key="shop:2", customer_name="Jo")
    with enter(cast.studio):
        batch = open_import(source="shop", by=IMPORT, at=NOW)
        bad = bring_in(batch=batch, arrivals=[early, other], by=IMPORT, at=NOW)
        assert [(one.line, "before it was promised" in one.reason) for one in bad] == [(2, True)]
        assert [str(one) for one in Customer.objects.all()] == ["Jo"]
        assert Engagement.objects.count() == Promise.objects.count() == 1


def test_another_business_does_not_know_our_keys(cast: Cast) -> None:
    with enter(cast.studio):
        batch = open_import(source="shop", by=IMPORT, at=NOW)
        bring_in(batch=batch, arrivals=[ARRIVAL], by=IMPORT, at=NOW)
    with enter(cast.salon):
        assert known(["shop:A1"]) == set()
        assert unfinished_import("shop") is None


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
        batch = open_import(source="shop", by=IMPORT, at=NOW)
        bring_in(batch=batch, arrivals=[ARRIVAL], by=IMPORT, at=NOW)
        entries = Entry.objects.count()
        assert bring_in(batch=batch, arrivals=[ARRIVAL], by=IMPORT, at=NOW) == []
        assert (Promise.objects.count(), Entry.objects.count()) == (1, entries)
