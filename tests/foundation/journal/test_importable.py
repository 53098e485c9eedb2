"""What the journal tells of rows that an import hides is hidden with them, and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.people import last_touched
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions import note_rating
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.importable import Importable, bringing_in
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.journal.queries import lived_through
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_in import lines, packed_up
from tests.domain.promises.hands import DAY, MONDAY, act, imported, promise

Asked = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def undone(batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(undone_at=MONDAY + 9 * DAY)


def told() -> list[tuple[str, str, int]]:
    return list(Entry.objects.order_by("pk").values_list("event", "subject_kind", "subject_id"))


def of_the_bakery(cast: Cast) -> list[str]:
    return [one.event for one in lived_through([cast.bakery.pk])]


def test_a_promise_of_ours_that_is_taken_back_takes_along_what_was_done_with_it(ours: Cast) -> None:
    kept = promise(ours)
    before, touched = told(), last_touched([ours.bakery.pk])
    came = imported(ours)
    keep(promise=came, by=act(ours.owner), at=MONDAY + 3 * DAY)
    assert len(told()) == len(before) + 2
    assert last_touched([ours.bakery.pk]) == {ours.bakery.pk: MONDAY + 3 * DAY}
    assert came.import_batch is not None
    undone(came.import_batch)
    assert told() == before
    assert last_touched([ours.bakery.pk]) == touched
    assert of_the_bakery(ours) == ["promise.made"]
    written = lines(packed_up(), "journal")
    assert [one["subject_id"] for one in written if one["subject_kind"] == "promise"] == [kept.pk]


@pytest.mark.parametrize(
    ("model", "takes_along"),
    [
        (Customer, {"customer", "engagement", "promise", "rating"}),
        (Engagement, {"engagement", "promise", "rating"}),
        (Promise, {"promise"}),
        (Rating, {"rating"}),
    ],
)
def test_nothing_is_told_of_any_row_that_is_under_way(
    ours: Cast, model: type[Importable], takes_along: set[str]
) -> None:
    by, at = act(ours.owner), MONDAY
    work = begin(customer=ours.bakery, name="Shop sign", by=by, at=at)
    promise(ours, engagement=work)
    note_rating(score=4, out_of=5, engagement=work, said_at=at, by=by, at=at)
    batch = ImportBatch.objects.create(source="a table", opened_at=MONDAY)
    whole = told()
    model.objects.update(import_batch=batch)
    hidden = set(whole) - set(told())
    assert {kind for _event, kind, _id in hidden} == takes_along
    with bringing_in(batch):
        assert told() == whole
    ImportBatch.objects.update(published_at=MONDAY + timedelta(hours=1))
    assert told() == whole


@pytest.mark.parametrize("many", [1, 3])
def test_it_is_one_question_however_many_are_hidden(
    ours: Cast, many: int, django_assert_num_queries: Asked
) -> None:
    for n in range(many):
        batch = imported(ours, key=str(n)).import_batch
        assert batch is not None
        undone(batch)
    bakery = ours.bakery.pk
    with django_assert_num_queries(1):
        assert last_touched([bakery]) == {}


def test_each_entry_is_looked_up_by_key_and_no_table_is_read_whole(ours: Cast) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("How PostgreSQL goes about it depends on how much there is.")
    plan = lived_through([ours.bakery.pk]).explain()
    assert "SCAN one" not in plan
    assert plan.count("SEARCH one USING INTEGER PRIMARY KEY") == 12
