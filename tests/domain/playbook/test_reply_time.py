from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from makegood.domain.playbook.actions import set_reply_time
from makegood.domain.playbook.models import ReplyTime
from makegood.domain.playbook.queries import reply_time
from makegood.domain.playbook.rules import reply_by
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.office_hours import OfficeHours, Period
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = OfficeHours(BERLIN, (*((Period(540, 1020),),) * 5, (), ()))
NEVER = OfficeHours(BERLIN, ((),) * 7)


def by(within: int, at: str, hours: OfficeHours = NINE_TO_FIVE) -> str:
    """By when whoever writes at that moment in Berlin hears from us, there; "" for no promise."""
    ends = reply_by(hours, within, now=datetime.fromisoformat(at).replace(tzinfo=BERLIN))
    return ends.astimezone(BERLIN).strftime("%a %H:%M") if ends else ""


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        ("2026-11-23T10:00", "Mon 14:00"),
        ("2026-11-23T10:00:01", "Mon 14:15"),
        ("2026-11-23T10:07", "Mon 14:15"),
        ("2026-11-23T13:00", "Mon 17:00"),
        ("2026-11-23T15:00", "Tue 11:00"),
        ("2026-11-27T16:00", "Mon 12:00"),
        ("2026-11-28T12:00", "Mon 13:00"),
    ],
)
def test_office_hours_are_counted_and_a_quarter_is_filled_up(at: str, ends: str) -> None:
    assert by(4, at) == ends


@pytest.mark.parametrize(("within", "hours"), [(0, NINE_TO_FIVE), (4, NEVER)])
def test_without_hours_or_a_number_no_time_is_promised(within: int, hours: OfficeHours) -> None:
    assert by(within, "2026-11-23T10:00", hours) == ""


def test_nothing_is_presumed_of_a_new_business(cast: Cast) -> None:
    with enter(cast.studio):
        assert reply_time() == 0


def test_a_business_says_its_own_and_another_none(cast: Cast) -> None:
    with enter(cast.studio):
        actor = Actor("member", cast.owner.pk)
        set_reply_time(office_hours=8, by=actor, at=SINCE)
        set_reply_time(office_hours=4, by=actor, at=SINCE)
        assert reply_time() == 4
        said = Entry.objects.filter(event="reply_time.changed").order_by("pk")
        assert [entry.facts["office_hours"] for entry in said] == [8, 4]
    with enter(cast.salon):
        assert reply_time() == 0


@pytest.mark.parametrize("hours", [-1, 41])
def test_a_time_out_of_reach_is_refused_without_a_trace(cast: Cast, hours: int) -> None:
    with enter(cast.studio):
        with pytest.raises(Refusal, match="longest"):
            set_reply_time(office_hours=hours, by=Actor("member", cast.owner.pk), at=SINCE)
        assert not ReplyTime.objects.exists()
        assert not Entry.objects.filter(event="reply_time.changed").exists()


def test_the_database_keeps_one_within_reach(cast: Cast) -> None:
    with enter(cast.studio):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReplyTime.objects.create(office_hours=41)
        ReplyTime.objects.create(office_hours=4)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReplyTime.objects.create(office_hours=5)
