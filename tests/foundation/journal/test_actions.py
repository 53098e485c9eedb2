from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from django.utils import timezone

from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.queries import given_up
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal import reacting
from makegood.foundation.journal.actions import carry_out, record, send_again
from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.journal.models import Delivery, Entry, ImportBatch
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.reactions import REACTIONS
from tests.cast import Cast
from tests.foundation.jobs.faults import failing, told_of

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RULE = Actor(kind="rule", rule="bells")


@dataclass(frozen=True, kw_only=True)
class BellRang(Event):
    name: ClassVar[str] = "bell.rang"
    subject_kind: ClassVar[str] = "bell"


def leave_row(entry: Entry, *, at: datetime) -> None:
    ImportBatch.objects.create(source=f"echo of {entry.subject_id}", opened_at=at)


def fall_after_effect(entry: Entry, *, at: datetime) -> None:
    ImportBatch.objects.create(source="half an effect", opened_at=at)
    raise ValueError("Anna")


@pytest.fixture(autouse=True)
def two_reactions() -> Iterator[None]:
    reacting.use({BellRang: (fall_after_effect, leave_row)})
    yield
    reacting.use(REACTIONS)


@pytest.fixture
def studio(cast: Cast) -> Business:
    return cast.studio


def ring(studio: Business, by: Actor = RULE) -> Entry:
    with enter(studio):
        return record(BellRang(subject_id=7), by=by, at=LONG_AGO)


def effects(studio: Business) -> list[str]:
    with enter(studio):
        return sorted(ImportBatch.objects.values_list("source", flat=True))


def to_do(studio: Business) -> list[str]:
    with enter(studio):
        names = Delivery.objects.filter(done_at=None).values_list("reaction", flat=True)
        return [name.rpartition(".")[2] for name in names]


def test_each_reaction_gets_a_delivery_and_a_job(studio: Business) -> None:
    ring(studio)
    assert to_do(studio) == ["fall_after_effect", "leave_row"]
    assert [job.business_id for job in Job.objects.all()] == [studio.pk] * 2
    assert effects(studio) == []


def test_an_event_that_is_rolled_back_leaves_neither(studio: Business) -> None:
    with transaction.atomic():
        ring(studio)
        transaction.set_rollback(True)
    assert to_do(studio) == []
    assert not Job.objects.exists()


def test_an_import_triggers_nothing(studio: Business) -> None:
    with enter(studio):
        batch = ImportBatch.objects.create(source="orders.csv", opened_at=LONG_AGO)
    ring(studio, by=Actor(kind="import", id=batch.pk))
    assert to_do(studio) == []
    assert not Job.objects.exists()


def test_a_reaction_that_falls_stops_no_other_and_leaves_nothing(studio: Business) -> None:
    ring(studio)
    work_off()
    assert effects(studio) == ["echo of 7"]
    assert to_do(studio) == ["fall_after_effect"]


def test_a_delivery_that_runs_twice_has_one_effect(studio: Business) -> None:
    ring(studio)
    work_off()
    with enter(studio):
        done = Delivery.objects.get(reaction__endswith="leave_row")
        assert not carry_out(delivery_id=done.pk, at=LONG_AGO)
    assert effects(studio) == ["echo of 7"]


def test_a_delivery_whose_job_was_lost_is_sent_again(studio: Business) -> None:
    ring(studio)
    Job.objects.all().delete()
    assert send_again(now=LONG_AGO + timedelta(minutes=9)) == 0
    assert send_again(now=LONG_AGO + timedelta(minutes=11)) == 2
    work_off()
    assert effects(studio) == ["echo of 7"]


def test_a_delivery_whose_job_is_open_keeps_that_one(studio: Business) -> None:
    ring(studio)
    send_again(now=timezone.now() + timedelta(days=1))
    assert Job.objects.count() == 2


def test_a_business_whose_deliveries_cannot_be_looked_at_holds_up_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring(cast.studio)
    ring(cast.salon)
    Job.objects.all().delete()
    ours = failing(given_up, where=lambda _, business_id, **__: business_id == cast.studio.pk)
    monkeypatch.setattr("makegood.foundation.journal.actions.given_up", ours)
    assert send_again(now=LONG_AGO + timedelta(minutes=11)) == 2
    assert "fern-studio, makegood.foundation.journal.actions._send_again" in told_of()
    assert effects(cast.studio) == []
    assert effects(cast.salon) == ["echo of 7"]


def test_a_delivery_that_failed_for_good_waits_for_somebody(studio: Business) -> None:
    ring(studio)
    Job.objects.update(state=Job.State.FAILED, done_at=LONG_AGO)
    assert send_again(now=timezone.now()) == 0
    assert Job.objects.count() == 2


def test_a_reaction_that_left_the_table_is_seen(studio: Business) -> None:
    ring(studio)
    reacting.use({})
    work_off()
    assert all("UnknownReaction" in job.last_error for job in Job.objects.all())


def test_a_reaction_is_told_the_hour_of_its_run(studio: Business) -> None:
    ring(studio)
    before = timezone.now()
    work_off()
    with enter(studio):
        assert before <= ImportBatch.objects.get().opened_at <= timezone.now()
