"""Write down what happened, in the transaction in which it happened, and see it followed up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from makegood.foundation.jobs.backend import enqueue_first, once_while_open
from makegood.foundation.jobs.queries import given_up
from makegood.foundation.jobs.walking import to_each
from makegood.foundation.journal import reacting
from makegood.foundation.journal.events import (
    Actor,
    Event,
    FeelingSaid,
    FeelingTakenBack,
    ImportOpened,
    ImportPublished,
    ImportUndone,
)
from makegood.foundation.journal.models import Delivery, Entry, Feeling, ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business_id
from makegood.kit.refusal import Refusal

# By now its job has run, or waits for another try.
LONG_AGO = timedelta(minutes=10)


@transaction.atomic
def record(event: Event, *, by: Actor, at: datetime, happened_at: datetime | None = None) -> Entry:
    """Journal the event in the business we are in. `at` is now; `happened_at` may be earlier.

    Each reaction to it gets a delivery and a job in the same transaction. An import triggers
    no reaction.
    """
    entry = _entry(event, by, at, happened_at)
    entry.save(force_insert=True)
    if by.kind != "import":
        for reaction in reacting.reactions_to(event):
            new = Delivery(entry=entry, reaction=reaction)
            new.save(force_insert=True)
            enqueue_first(deliver, **_call(new))
    return entry


@transaction.atomic
def record_import(
    events: Sequence[tuple[Event, datetime | None]], *, by: Actor, at: datetime
) -> list[Entry]:
    """Journal what an import brings, each event with when it happened (None: not recorded, so now).
    Gives the entries in their order.

    ValueError where no import acts: nothing may follow from these.
    """
    if by.kind != "import":
        raise ValueError("Only an import is journalled many at once.")
    return Entry.objects.bulk_create([_entry(event, by, at, when) for event, when in events])


def _entry(event: Event, by: Actor, at: datetime, happened_at: datetime | None) -> Entry:
    return Entry(
        event=event.name,
        by=by.kind,
        by_id=by.id,
        by_rule=by.rule,
        happened_at=happened_at or at,
        recorded_at=at,
        customer_id=event.customer_id,
        engagement_id=event.engagement_id,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        phase=event.phase,
        facts=event.facts(),
    )


@transaction.atomic
def open_import(*, source: str, by: Actor, at: datetime) -> ImportBatch:
    """Begin to bring in rows from elsewhere. `source` says from where; a long one is cut.

    Refused while another import of ours is under way.
    """
    other = ImportBatch.objects.filter(published_at=None, undone_at=None).first()
    if other is not None:
        sentence = _("Another import is under way: %(source)s. Finish it or undo it first.")
        raise Refusal(sentence % {"source": other})
    cut = source[: ImportBatch.LONGEST_SOURCE]
    batch: ImportBatch = ImportBatch.objects.create(source=cut, opened_at=at)
    record(ImportOpened(subject_id=batch.pk), by=by, at=at)
    return batch


@transaction.atomic
def publish_import(*, batch: ImportBatch, by: Actor, at: datetime) -> bool:
    """All its rows are in, and from now on they are seen. False when it was published or undone."""
    unfinished = ImportBatch.objects.filter(pk=batch.pk, published_at=None, undone_at=None)
    if not unfinished.update(published_at=at):
        return False
    record(ImportPublished(subject_id=batch.pk), by=by, at=at)
    return True


@transaction.atomic
def undo_import(
    *, batch: ImportBatch, stays: Sequence[QuerySet[Any]], stayed: int, by: Actor, at: datetime
) -> bool:
    """From now on its rows are seen no more; none is deleted. False when it was undone before.

    `stays`: importable rows that are ours from now on, in the order they let go of one another;
    `stayed`: of how many customers they are.
    """
    if not ImportBatch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=at):
        return False
    batch.undone_at = at
    for rows in stays:
        rows.update(import_batch=None)
    record(ImportUndone(subject_id=batch.pk, stayed=stayed), by=by, at=at)
    return True


def _call(delivery: Delivery) -> dict[str, int]:
    return {"business_id": delivery.business_id, "delivery_id": delivery.pk}


@task(takes_context=True)
@once_while_open
def deliver(context: TaskContext, *, business_id: int, delivery_id: int) -> None:
    """Let one reaction follow one event: its effect and `done_at` commit together, so once."""
    at = context.task_result.started_at
    if current_business_id() != business_id or at is None:
        raise RuntimeError("A delivery runs as a job, in its business.")
    carry_out(delivery_id=delivery_id, at=at)


@transaction.atomic
def carry_out(*, delivery_id: int, at: datetime) -> bool:
    """Run a delivery's reaction; False, and nothing happened, when it was done before."""
    locked = Delivery.objects.select_for_update(of=("self",)).select_related("entry")
    delivery: Delivery = locked.get(pk=delivery_id)
    if delivery.done_at is not None:
        return False
    reacting.named(delivery.reaction)(delivery.entry, at=at)
    delivery.done_at = at
    delivery.save(update_fields=["done_at"])
    return True


def send_again(*, now: datetime) -> int:
    """Give each delivery whose job was lost a new one; how many, in all businesses.

    One whose job failed for good is left alone: somebody has to look at it first.
    """
    return sum(to_each(_send_again, of=_lost, now=now))


def _lost(*, now: datetime) -> list[int]:
    late = Delivery.objects.filter(done_at=None, entry__recorded_at__lt=now - LONG_AGO)
    return [one.pk for one in late.order_by("pk") if not given_up(deliver, **_call(one))]


def _send_again(delivery_id: int, *, now: datetime) -> int:
    deliver.enqueue(business_id=current_business_id(), delivery_id=delivery_id)
    return 1


@transaction.atomic
def say_how_it_felt(
    *,
    entry: Entry,
    feels: Feeling.Feels,
    member: Member,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Feeling:
    """How a touchpoint felt to its customer, in place of what was said before. The same is once.

    Refused: of what no customer lived through, and a reason of more than 200 characters.
    """
    reason = " ".join(reason.replace("\x00", " ").split())
    if entry.customer_id is None or not entry.phase:
        raise Refusal(_("No customer lived through that."))
    if len(reason) > Feeling.LONGEST_REASON:
        raise Refusal(_("That is too long: 200 characters fit."), field="reason")
    before = _hold_feeling(entry)
    if before is not None and before.says(feels, reason):
        return before
    Feeling.objects.filter(entry=entry, taken_back_at=None).update(taken_back_at=at)
    said: Feeling = Feeling.objects.create(
        entry=entry, feels=feels, reason=reason, said_at=at, said_by=member
    )
    event = FeelingSaid(**_pointers(entry), subject_id=said.pk, about=entry.pk, feels=feels)
    record(event, by=by, at=at)
    return said


@transaction.atomic
def suggest_feeling(*, entry: Entry, feels: Feeling.Feels, at: datetime) -> Feeling:
    """How a touchpoint felt, as a rule reads it, until somebody says so. `entry` was just written.

    What is suggested of what happened is no event of its own.
    """
    said = Feeling(entry=entry, feels=feels, standing=Feeling.Standing.SUGGESTED, said_at=at)
    said.save(force_insert=True)
    return said


@transaction.atomic
def take_feeling_back(*, entry: Entry, by: Actor, at: datetime) -> bool:
    """What was said of how it felt does not stand any more. True if this press did it."""
    before = _hold_feeling(entry)
    if before is None:
        return False
    Feeling.objects.filter(pk=before.pk, taken_back_at=None).update(taken_back_at=at)
    event = FeelingTakenBack(**_pointers(entry), subject_id=before.pk, about=entry.pk)
    record(event, by=by, at=at)
    return True


def _hold_feeling(entry: Entry) -> Feeling | None:
    """The feeling that stands, and nobody else says another until we are done."""
    Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    return Feeling.objects.filter(entry=entry, taken_back_at=None).first()


def _pointers(entry: Entry) -> dict[str, int | None]:
    return {"customer_id": entry.customer_id, "engagement_id": entry.engagement_id}
