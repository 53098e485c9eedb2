"""A month holds what is due in it, on its day, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries import month as months
from makegood.domain.promises.queries.month import SHOWN, Month, month
from makegood.domain.promises.rules.due import Due
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import BERLIN, DAY, HOUR, MONDAY, act, day, promise


def march(**narrow: Any) -> Month:
    return month(first=date(2026, 3, 1), last=date(2026, 3, 31), **narrow)


def texts(found: Month) -> dict[int, list[str]]:
    return {each.day: [row.text for row in due.shown] for each, due in sorted(found.days.items())}


def test_each_stands_on_the_day_it_is_due(ours: Cast) -> None:
    promise(
        ours, text="Sunday", due=Due(zone=BERLIN, first=date(2026, 3, 3), last=date(2026, 3, 8))
    )
    promise(ours, text="Last of it", due=day(31))
    promise(ours, text="April", due=Due(zone=BERLIN, first=date(2026, 4, 1), last=date(2026, 4, 1)))
    late = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
    promise(ours, text="At half past eleven", due=Due(zone=BERLIN, at=late))
    assert texts(march()) == {
        8: ["Sunday"],
        10: ["At half past eleven"],
        31: ["Last of it"],
    }


def test_a_day_is_one_where_it_was_said(ours: Cast) -> None:
    """When the last of March ends in Honolulu it is April here."""
    east, west, last = "Pacific/Auckland", "Pacific/Honolulu", date(2026, 3, 31)
    promise(ours, text="April", due=Due(zone=east, first=last + DAY, last=last + DAY))
    promise(ours, text="March", due=Due(zone=west, first=last, last=last))
    promise(ours, text="At one", due=Due(zone=east, at=datetime(2026, 3, 15, 12, tzinfo=UTC)))
    assert texts(march()) == {16: ["At one"], 31: ["March"]}


def test_what_is_open_stands_first_and_what_was_withdrawn_is_not_due(ours: Cast) -> None:
    kept, gone = promise(ours, text="Kept"), promise(ours, text="Gone")
    promise(ours, text="Open")
    keep(promise=kept, by=act(ours.owner), at=MONDAY + HOUR)
    withdraw(promise=gone, asked_by=Promise.AskedBy.CUSTOMER, by=act(ours.owner), at=MONDAY + HOUR)
    assert texts(march()) == {6: ["Open", "Kept"]}


def test_of_many_on_a_day_the_first_are_shown_and_all_are_counted(ours: Cast) -> None:
    for n in range(SHOWN + 5):
        promise(ours, text=f"Logo {n}")
    found = march(day=date(2026, 3, 6))
    assert len(found.days[date(2026, 3, 6)].shown) == SHOWN
    assert found.days[date(2026, 3, 6)].n == len(found.chosen) == SHOWN + 5


def test_it_may_be_of_one_kind_or_of_one_customer(ours: Cast) -> None:
    promise(ours, text="Sign", kind=Promise.Kind.DELIVERY)
    promise(ours, text="Poster", customer=ours.anna)
    assert texts(march(kind="delivery")) == {6: ["Sign"]}
    assert texts(march(customers=[ours.anna.pk])) == {6: ["Poster"]}


def test_more_than_can_be_counted_is_said(ours: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "MOST", 2)
    for _ in range(2):
        promise(ours)
    assert not march().cut
    promise(ours)
    assert march().cut


def test_no_business_sees_the_month_of_another(cast: Cast) -> None:
    with enter(cast.studio):
        promise(cast)
    with enter(cast.salon):
        assert march().days == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted")
def test_a_month_is_found_by_its_index(ours: Cast) -> None:
    since = datetime(2026, 3, 1, tzinfo=UTC)
    due = Promise.objects.filter(withdrawn_at=None, late_after__range=(since, since + 31 * DAY))
    assert "promise_by_due" in due.order_by("late_after", "id").explain()
