"""How a touchpoint felt: said by a member, said anew, taken back; the entry is never touched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin
from makegood.foundation.journal.actions import say_how_it_felt, take_feeling_back
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry, Feeling
from makegood.foundation.journal.queries import lived_through, touchpoint
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Feels = Feeling.Feels


@pytest.fixture
def begun(cast: Cast) -> Entry:
    """The bakery's shop front was begun."""
    with enter(cast.studio):
        begin(customer=cast.bakery, name="Shop front", by=Actor("member", cast.owner.pk), at=SINCE)
        found = Entry.objects.order_by("pk").last()
    assert found is not None
    return found


def by_alice(cast: Cast) -> dict[str, Any]:
    return {"member": cast.owner, "by": Actor("member", cast.owner.pk), "at": NOW}


def standing(entry: Entry) -> list[tuple[str, str]]:
    return [(one.feels, one.reason) for one in vars(touchpoint(entry.pk))["felt"]]


def test_it_is_said_anew_and_taken_back(cast: Cast, begun: Entry) -> None:
    alice = by_alice(cast)
    with enter(cast.studio):
        good = say_how_it_felt(entry=begun, feels=Feels.GOOD, **alice)
        assert (good.said_by, good.said_at, good.standing) == (cast.owner, NOW, "confirmed")
        assert standing(begun) == [("good", "")]
        assert say_how_it_felt(entry=begun, feels=Feels.GOOD, **alice) == good
        say_how_it_felt(entry=begun, feels=Feels.BAD, reason=" They  waited. ", **alice)
        assert standing(begun) == [("bad", "They waited.")]
        assert take_feeling_back(entry=begun, by=alice["by"], at=NOW)
        assert not take_feeling_back(entry=begun, by=alice["by"], at=NOW)
        assert (standing(begun), Feeling.objects.count()) == ([], 2)
        told = Entry.objects.filter(subject_kind="feeling").order_by("pk")
        assert [(one.event, one.customer_id, one.facts) for one in told] == [
            ("feeling.said", begun.customer_id, {"about": begun.pk, "feels": "good"}),
            ("feeling.said", begun.customer_id, {"about": begun.pk, "feels": "bad"}),
            ("feeling.taken_back", begun.customer_id, {"about": begun.pk}),
        ]


def test_only_what_a_customer_lived_through_felt_like_anything(cast: Cast, begun: Entry) -> None:
    with enter(cast.studio):
        met = Entry.objects.get(event="customer.met")
        for entry, reason in ((met, ""), (begun, "x" * 201)):
            with pytest.raises(Refusal):
                say_how_it_felt(entry=entry, feels=Feels.GOOD, reason=reason, **by_alice(cast))
        assert not Feeling.objects.exists()


def test_one_feeling_stands_at_a_time_and_a_confirmed_one_is_somebodys(
    cast: Cast, begun: Entry
) -> None:
    row = {"entry": begun, "feels": "bad", "said_at": NOW}
    with enter(cast.studio):
        with pytest.raises(IntegrityError), transaction.atomic():
            Feeling.objects.create(**row, standing="confirmed")
        Feeling.objects.create(**row, standing="suggested")
        with pytest.raises(IntegrityError), transaction.atomic():
            Feeling.objects.create(**row, standing="suggested")
        confirmed = say_how_it_felt(entry=begun, feels=Feels.BAD, **by_alice(cast))
        assert standing(begun) == [("bad", "")]
        assert confirmed.standing == "confirmed"


def test_touchpoints_come_newest_first_whenever_they_were_written_down(
    cast: Cast, begun: Entry
) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        bakery = Customer.objects.get(pk=cast.bakery.pk)
        begin(customer=bakery, name="Later", by=by, at=NOW)
        begin(customer=bakery, name="Long ago", by=by, at=NOW, happened_at=SINCE.replace(year=2020))
        begin(customer=somebody(), name="Another's", by=by, at=NOW)
        found = [one.happened_at.year for one in lived_through([bakery.pk])]
        assert found == [2026, 2026, 2020]


def somebody() -> Customer:
    found: Customer = Customer.objects.create(name="Ann", name_key="ann", met_at=SINCE)
    return found


def test_the_salon_hears_of_no_touchpoint_of_the_studio(cast: Cast, begun: Entry) -> None:
    with enter(cast.salon):
        assert list(lived_through([begun.customer_id or 0])) == []
        with pytest.raises(Entry.DoesNotExist):
            touchpoint(begun.pk)
        with pytest.raises(Entry.DoesNotExist):
            say_how_it_felt(entry=begun, feels=Feels.GOOD, **by_alice(cast))
        assert not Feeling.objects.exists()
