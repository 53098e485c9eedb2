"""Every way past the scope is refused; the plainest way through works."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, models
from django.db.models import Count

from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.tenancy.models import Business, Closure
from makegood.foundation.tenancy.owned import put_together_once
from makegood.foundation.tenancy.scope import ScopeError, enter
from tests.cast import SINCE, Cast

MAY = date(2026, 5, 1)


def closure(**values: Any) -> Closure:
    return Closure(**{"first": MAY, "last": MAY, "name": "ours", **values})


def entry(business: Business) -> Entry:
    with enter(business):
        return Entry.objects.create(
            event="thing.made",
            by="rule",
            happened_at=SINCE,
            recorded_at=SINCE,
            subject_kind="thing",
            subject_id=1,
        )


@pytest.fixture
def ours(cast: Cast) -> Closure:
    with enter(cast.studio):
        return Closure.objects.create(first=MAY, last=MAY, name="ours")


@pytest.fixture
def theirs(cast: Cast) -> Closure:
    with enter(cast.salon):
        return Closure.objects.create(first=MAY, last=MAY, name="theirs")


def test_a_business_finds_its_rows(cast: Cast, ours: Closure, theirs: Closure) -> None:
    with enter(cast.studio):
        assert list(Closure.objects.all()) == [ours]
    with enter(cast.salon):
        assert list(Closure.objects.all()) == [theirs]


def test_a_new_row_belongs_where_it_is_made(cast: Cast) -> None:
    with enter(cast.studio):
        made = closure()
        made.save()
        [bulk] = Closure.objects.bulk_create([closure(name="bulk")])
        got, _ = Closure.objects.get_or_create(name="got", defaults={"first": MAY, "last": MAY})
    assert {made.business_id, bulk.business_id, got.business_id} == {cast.studio.pk}


DUMPED = [{"model": "tenancy.closure", "fields": {"first": MAY, "last": MAY, "business": 1}}]
UNSCOPED: dict[str, Callable[[], object]] = {
    "all": lambda: list(Closure.objects.all()),
    "iterate": lambda: list(Closure.objects.iterator()),
    "exists": Closure.objects.exists,
    "count": Closure.objects.count,
    "first": Closure.objects.first,
    "get": lambda: Closure.objects.get(pk=1),
    "in_bulk": lambda: Closure.objects.in_bulk([1]),
    "aggregate": lambda: Closure.objects.aggregate(Count("id")),
    "contains": lambda: Closure.objects.contains(closure(pk=1)),
    "none": Closure.objects.none,
    "raw": lambda: Closure.objects.raw("SELECT * FROM tenancy_closure"),
    "create": lambda: Closure.objects.create(first=MAY, last=MAY),
    "save": lambda: closure().save(),
    "bulk_create": lambda: Closure.objects.bulk_create([closure()]),
    "bulk_update": lambda: Closure.objects.bulk_update([closure(pk=1)], ["name"]),
    "get_or_create": lambda: Closure.objects.get_or_create(first=MAY, last=MAY),
    "update_or_create": lambda: Closure.objects.update_or_create(first=MAY, last=MAY),
    "update": lambda: Closure.objects.update(name="x"),
    "delete": lambda: Closure.objects.all().delete(),
    "delete one": lambda: closure(pk=1).delete(),
    "load": lambda: next(serializers.deserialize("python", DUMPED)).save(),
    "base manager": Closure._base_manager.exists,
    "default manager": Closure._default_manager.exists,
    "aexists": lambda: asyncio.run(Closure.objects.aexists()),
    "acount": lambda: asyncio.run(Closure.objects.acount()),
    "afirst": lambda: asyncio.run(Closure.objects.afirst()),
    "acreate": lambda: asyncio.run(Closure.objects.acreate(first=MAY, last=MAY)),
    "asave": lambda: asyncio.run(closure().asave()),
    "adelete": lambda: asyncio.run(closure(pk=1).adelete()),
}


@pytest.mark.parametrize("way", UNSCOPED)
def test_outside_a_scope_nothing_is_read_or_written(way: str, db: None) -> None:
    with pytest.raises(ScopeError):
        UNSCOPED[way]()


@pytest.mark.parametrize("way", UNSCOPED)
def test_leaving_a_scope_closes_every_way_again(way: str, cast: Cast) -> None:
    with enter(cast.studio):
        Closure.objects.exists()
    with pytest.raises(ScopeError):
        UNSCOPED[way]()


def test_a_queryset_carried_out_of_its_scope_raises(cast: Cast, ours: Closure) -> None:
    with enter(cast.studio):
        carried = Closure.objects.all()
        reading = carried.iterator(chunk_size=1)
    for way in (lambda: list(carried), carried.count, carried.exists, carried.delete):
        with pytest.raises(ScopeError):
            way()
    with pytest.raises(ScopeError):
        next(reading)


def test_a_stream_read_on_after_the_scope_raises(cast: Cast) -> None:
    with enter(cast.studio):
        Closure.objects.bulk_create(closure() for _ in range(3))

    def stream() -> Iterator[Closure]:
        yield from Closure.objects.iterator(chunk_size=1)

    with enter(cast.studio):
        rows = stream()
        next(rows)
    with pytest.raises(ScopeError):
        list(rows)


def test_a_queryset_carried_into_another_business_finds_that_business(
    cast: Cast, ours: Closure, theirs: Closure
) -> None:
    with enter(cast.studio):
        carried = Closure.objects.all()
    with enter(cast.salon):
        assert list(carried) == [theirs]


FOREIGN: dict[str, Callable[[Closure], object]] = {
    "save": lambda row: row.save(),
    "asave": lambda row: asyncio.run(row.asave()),
    "delete": lambda row: row.delete(),
    "bulk_create": lambda row: Closure.objects.bulk_create([row]),
    "bulk_update": lambda row: Closure.objects.bulk_update([row], ["name"]),
    "create": lambda row: Closure.objects.create(first=MAY, last=MAY, business=row.business),
    "create by id": lambda row: Closure.objects.create(
        first=MAY, last=MAY, business_id=row.business_id
    ),
    "update_or_create": lambda row: Closure.objects.update_or_create(
        name="ours", defaults={"business": row.business}
    ),
    "update": lambda row: Closure.objects.update(business=row.business),
    "update by id": lambda row: Closure.objects.update(business_id=row.business_id),
    "upsert over an id": lambda row: Closure.objects.bulk_create(
        [closure(pk=row.pk)], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
    ),
    "delete by a forged id": lambda row: Closure(
        pk=row.pk, first=MAY, last=MAY, business=Closure.objects.get().business
    ).delete(),
}


@pytest.mark.parametrize("way", FOREIGN)
def test_a_row_of_another_business_is_not_written(
    way: str, cast: Cast, ours: Closure, theirs: Closure
) -> None:
    with enter(cast.studio), pytest.raises(ScopeError):
        FOREIGN[way](theirs)
    with enter(cast.salon):
        assert Closure.objects.get().name == "theirs"
    with enter(cast.studio):
        assert Closure.objects.get().name == "ours"


def test_a_forged_id_does_not_save_over_another_business(cast: Cast, theirs: Closure) -> None:
    with pytest.raises(IntegrityError), enter(cast.studio):
        closure(pk=theirs.pk).save()


def test_our_row_does_not_move_to_another_business(cast: Cast, ours: Closure) -> None:
    with enter(cast.studio):
        ours.business = cast.salon
        with pytest.raises(ScopeError):
            ours.save()
        with pytest.raises(ScopeError):
            ours.save(update_fields=["business"])
        with pytest.raises(ScopeError):
            Closure.objects.bulk_update([ours], ["business"])


def test_a_row_of_another_business_is_not_found(cast: Cast, ours: Closure, theirs: Closure) -> None:
    with enter(cast.studio):
        assert not Closure.objects.filter(pk=theirs.pk).exists()
        assert not Closure.objects.filter(business=cast.salon).exists()
        assert list(Closure.objects.in_bulk([ours.pk, theirs.pk])) == [ours.pk]
        assert Closure.objects.filter(pk=theirs.pk).update(name="taken") == 0
        assert Closure.objects.filter(pk=theirs.pk).delete()[0] == 0
        with pytest.raises(Closure.DoesNotExist):
            theirs.refresh_from_db()
        with pytest.raises(Closure.DoesNotExist):
            Closure.objects.get(pk=theirs.pk)


def test_either_of_two_querysets_stays_inside(cast: Cast, ours: Closure, theirs: Closure) -> None:
    with enter(cast.studio):
        either = Closure.objects.filter(name="theirs") | Closure.objects.all()
        both = Closure.objects.order_by().filter(name="theirs").union(Closure.objects.order_by())
        assert list(either) == list(both) == [ours]
        assert Closure.objects.exclude(name="ours").count() == 0


@pytest.fixture
def crossed(cast: Cast) -> Delivery:
    """A delivery of ours to their entry, as no database of ours would take it: not saved."""
    return Delivery(pk=77, business=cast.studio, entry_id=entry(cast.salon).pk, reaction="x")


def test_a_foreign_key_walked_does_not_reach_another_business(
    cast: Cast, crossed: Delivery
) -> None:
    with enter(cast.studio), pytest.raises(Entry.DoesNotExist):
        _ = crossed.entry


def test_reverse_relations_stay_inside(cast: Cast) -> None:
    made = entry(cast.salon)
    with enter(cast.salon):
        made.deliveries.create(reaction="x")
    with enter(cast.studio):
        assert not made.deliveries.exists()
        with pytest.raises(ScopeError):
            made.deliveries.update(business=cast.studio)
    with pytest.raises(ScopeError):
        made.deliveries.exists()


def test_prefetching_stays_inside(cast: Cast) -> None:
    made = entry(cast.salon)
    with enter(cast.salon):
        made.deliveries.create(reaction="x")
        assert len(Entry.objects.prefetch_related("deliveries").get().deliveries.all()) == 1
    with enter(cast.studio):
        models.prefetch_related_objects([made], "deliveries")
        assert not made.deliveries.all()


def test_a_row_read_past_the_manager_is_not_made_an_object(cast: Cast, theirs: Closure) -> None:
    past: models.Manager[Closure] = models.Manager()
    past.model = Closure
    with enter(cast.salon):
        assert past.get() == theirs
    with enter(cast.studio), pytest.raises(ScopeError):
        past.get()
    with pytest.raises(ScopeError):
        past.get()


def test_the_question_names_the_business_once(cast: Cast, ours: Closure) -> None:
    """The scope is a plain equality, so that every key that begins with business_id serves."""
    with enter(cast.studio):
        sql, params = Closure.objects.filter(name="x").query.sql_with_params()
    assert sql.count("business_id") == 2
    assert params[0] == cast.studio.pk


def test_a_question_put_together_once_is_asked_anew(
    cast: Cast, ours: Closure, theirs: Closure
) -> None:
    """Whoever asked before: the rows are those of the business that is entered now."""
    built: list[str] = []

    @put_together_once
    def closures() -> models.QuerySet[Closure]:
        built.append("once")
        return Closure.objects.order_by("id")

    for _ in range(2):
        with enter(cast.studio):
            assert list(closures()) == [ours]
        with enter(cast.salon):
            assert list(closures()) == [theirs]
    assert built == ["once"]
    with pytest.raises(ScopeError):
        list(closures())
