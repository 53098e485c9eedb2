"""Each law about half-done acts is broken once on purpose, and must say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.moving import move_to_unknown
from makegood.domain.promises.actions.replacing import replace as instead
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.foundation.jobs.models import Job
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery
from makegood.foundation.limits.models import OnceKey
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from quality.durability import half_done as laws
from quality.durability import presses
from quality.durability.presses import ACTS, Desk, Said

TEXT = "Logo proofs"
FAR = 10**9


def once_more(row: Any, **other: object) -> None:
    """The same row again, with these columns changed."""
    row.pk = None
    row._state.adding = True
    for name, value in other.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def write_a_customer_alone() -> None:
    Customer.objects.create(name="Anna", name_key="anna", met_at=timezone.now())


def withdraw_in_silence() -> None:
    Promise.objects.update(
        kept_at=None, withdrawn_at=timezone.now(), withdrawn_asked_by=Promise.AskedBy.US
    )


def move_in_silence() -> None:
    promise = Promise.objects.get()
    assert promise.late_after is not None
    Promise.objects.update(late_after=promise.late_after + timedelta(days=1))


def lose_the_delivery_of_a_job() -> None:
    job = Job.objects.order_by("pk")[0]
    kwargs = {"business_id": job.business_id, "delivery_id": FAR}
    Job.objects.filter(pk=job.pk).update(arguments={"args": [], "kwargs": kwargs})


BREACHES: dict[laws.Law, Callable[[], object]] = {
    laws.a_promise_has_its_one_entry: lambda: once_more(Promise.objects.get()),
    laws.a_customer_has_its_one_entry: write_a_customer_alone,
    laws.a_promise_is_kept_as_the_journal_says: lambda: Promise.objects.update(kept_at=None),
    laws.a_promise_is_withdrawn_as_the_journal_says: withdraw_in_silence,
    laws.every_number_of_a_due_has_its_move: lambda: Promise.objects.update(due_number=2),
    laws.a_move_has_its_one_entry: lambda: once_more(Move.objects.get(), number=2),
    laws.the_due_in_force_is_that_of_the_last_move: move_in_silence,
    laws.told_through_is_what_was_told: lambda: Promise.objects.update(told_through=-1),
    laws.a_telling_has_its_one_entry: lambda: once_more(Telling.objects.last()),
    laws.a_telling_taken_back_has_its_one_entry: lambda: Telling.objects.update(
        taken_back_at=timezone.now()
    ),
    laws.an_entry_is_on_its_way_to_each_reaction: lambda: Delivery.objects.all().delete(),
    laws.a_delivery_still_to_do_has_its_open_job: lambda: Job.objects.all().delete(),
    laws.a_job_has_its_delivery: lose_the_delivery_of_a_job,
    laws.a_form_used_once_led_to_a_promise: lambda: OnceKey.objects.update(result=None),
}


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """One promise, made, moved, told and kept at the desk."""
    opened = Desk.open("Fern")
    for act in ACTS:
        opened.press(act, TEXT)
    with enter(opened.business):
        yield opened


def test_acts_done_whole_break_no_law(desk: Desk) -> None:
    assert laws.half_done() == set()
    assert laws.corrupt() == set()
    assert presses.torn(desk.business) == set()
    assert presses.twice(desk.business, TEXT) == set()
    assert presses.done(desk.business) == {Said(act, TEXT) for act in ACTS}


def test_a_line_of_promises_and_an_update_restored_break_no_law(desk: Desk) -> None:
    """Opened again and replaced twice; then without a date, kept, and opened again."""
    old, owner = Promise.objects.get(), Member.objects.get()
    now, week = timezone.now(), timedelta(days=7)
    who: dict[str, Any] = {"by": Actor("member", owner.pk), "at": now}
    reopen(promise=old, **who)
    said: dict[str, Any] = {"asked_by": Promise.AskedBy.US, "told": Telling.How.PHONE}
    for n in (3, 4):
        due = Due(zone="UTC", at=now + n * week)
        who["at"] += timedelta(minutes=n)
        old = instead(promise=old, text="Instead", due=due, member=owner, **said, **who)
    reason, seen = Move.Reason.SUPPLIER, old.due_number
    later = Due(zone="UTC", at=now + 5 * week)
    unknown: dict[str, Any] = {"until": later, "update_text": "News", "member": owner}
    move_to_unknown(promise=old, reason=reason, seen=seen, **unknown, **who)
    keep(promise=old, **who)
    reopen(promise=old, **who)
    assert laws.half_done() == set()


def test_every_law_is_broken_once_here() -> None:
    assert {*BREACHES, laws.an_entry_is_about_something_that_is_there} == set(laws.LAWS)


@pytest.mark.usefixtures("desk")
def test_an_entry_about_nothing_is_found() -> None:
    """In a ledger read wrongly: the wall in the database refuses to write such a row."""
    found = laws.an_entry_is_about_something_that_is_there(replace(laws.read(), promises={}))
    assert len(list(found)) == 5


@pytest.mark.usefixtures("desk")
def test_each_law_finds_its_own_breach() -> None:
    silent = []
    for law, breach in BREACHES.items():
        with transaction.atomic():
            breach()
            if not any(said.startswith(f"{law.__name__}:") for said in laws.half_done()):
                silent.append(law.__name__)
            transaction.set_rollback(True)
    assert silent == []


def test_a_press_whose_telling_is_missing_is_torn(desk: Desk) -> None:
    Telling.objects.filter(how=Telling.How.PHONE).delete()
    assert len(presses.torn(desk.business)) == 1


def test_a_customer_met_for_nothing_is_torn(desk: Desk) -> None:
    write_a_customer_alone()
    assert len(presses.torn(desk.business)) == 1


def test_a_promise_made_twice_is_found(desk: Desk) -> None:
    once_more(Promise.objects.get())
    assert presses.twice(desk.business, TEXT) >= {f"{TEXT} made 2 times"}
