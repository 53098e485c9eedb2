"""A prepared question says its words again, and asks of what is given and of where we are now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.models import Customer
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Business, Closure
from makegood.foundation.tenancy.prepared import Given, prepared
from makegood.foundation.tenancy.scope import ScopeError, enter
from makegood.kit.whole_number import LARGEST
from tests.cast import SINCE, Cast

MAY = date(2026, 5, 1)


@prepared
def closures() -> QuerySet[Closure]:
    return Closure.objects.order_by("first")


@prepared
def customer(pk: Given) -> QuerySet[Customer]:
    return Customer.objects.filter(pk=pk).select_related("business")


@prepared
def names(pk: Given, other: Given) -> QuerySet[Customer, str]:
    found = Customer.objects.filter(pk__in=[pk, other]).order_by("name")
    return found.values_list("name", flat=True)


@prepared
def met(since: Given, until: Given) -> QuerySet[Customer, str]:
    first = Customer.objects.filter(met_at__gte=since, met_at__lt=until)
    return first.values_list("name", flat=True).union(
        Customer.objects.filter(met_at=until).values_list("name", flat=True)
    )


def closed(business: Business) -> Closure:
    with enter(business):
        return Closure.objects.create(first=MAY, last=MAY)


def test_it_finds_the_rows_of_the_business_it_is_asked_in(cast: Cast) -> None:
    rows = [(business, closed(business)) for business in (cast.studio, cast.salon)]
    for business, row in rows * 2:
        with enter(business):
            assert closures() == [row]


def test_it_is_asked_about_what_is_given(cast: Cast) -> None:
    met = [cast.anna, cast.bakery]
    with enter(cast.studio):
        assert [customer(pk=one.pk) for one in met] == [[one] for one in met]
        assert customer(pk=met[0].pk)[0].business == cast.studio
        assert names(pk=met[0].pk, other=met[1].pk) == ["Anna", "the bakery"]


def test_it_is_asked_about_an_instant_in_any_zone(cast: Cast) -> None:
    anna, hour = cast.anna.met_at, timedelta(hours=1)
    berlin = anna.astimezone(cast.studio.tz)
    with enter(cast.studio):
        assert met(since=anna, until=anna + hour) == ["Anna"]
        assert met(since=berlin - hour, until=berlin) == ["Anna"]
        assert met(since=anna - 2 * hour, until=anna - hour) == []
        assert met(since=anna + hour / 60, until=anna + hour) == []


def test_a_row_of_another_business_is_not_found(cast: Cast) -> None:
    anna = cast.anna
    with enter(cast.studio):
        assert customer(pk=anna.pk) == [anna]
    with enter(cast.salon):
        assert customer(pk=anna.pk) == []


def test_what_came_meanwhile_is_found(cast: Cast) -> None:
    with enter(cast.studio):
        assert closures() == []
    row = closed(cast.studio)
    with enter(cast.studio):
        assert closures() == [row]


def test_a_hidden_import_is_seen_by_whoever_brings_it_in(cast: Cast) -> None:
    with enter(cast.studio):
        batch = ImportBatch.objects.create(source="a list", opened_at=SINCE)
        row = Customer.objects.create(
            name="Zoe", name_key="zoe", met_at=SINCE, import_batch=batch, import_key="1"
        )
        assert customer(pk=row.pk) == []
        with bringing_in(batch):
            assert customer(pk=row.pk) == [row]
        assert customer(pk=row.pk) == []


def test_it_is_said_in_the_same_words_each_time(cast: Cast) -> None:
    anna, bakery = cast.anna.pk, cast.bakery.pk
    with enter(cast.studio), CaptureQueriesContext(connection) as asked:
        customer(pk=anna)
        customer(pk=bakery)
    first, second = (one["sql"] for one in asked.captured_queries)
    assert first == second.replace(f'"id" = ({bakery})', f'"id" = ({anna})')
    assert first != second


def test_a_number_too_large_for_the_database_finds_nothing(cast: Cast) -> None:
    with enter(cast.studio):
        assert customer(pk=LARGEST) == customer(pk=LARGEST + 1) == []


def test_it_is_refused_outside_a_business(cast: Cast) -> None:
    with enter(cast.studio):
        customer(pk=cast.anna.pk)
    with pytest.raises(ScopeError):
        customer(pk=cast.anna.pk)


def test_it_is_refused_without_what_it_is_asked_about(cast: Cast) -> None:
    with enter(cast.studio), pytest.raises(TypeError, match="customer is asked about pk"):
        customer(number=cast.anna.pk)
