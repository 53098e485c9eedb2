"""What no crash may leave behind: states of a ledger in which one act is done by half.

Each law below looks at a whole business and names every breach. An act writes several rows in
one transaction; a breach means that some of them are there and some are not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.foundation.jobs.models import Job
from makegood.foundation.journal.actions import deliver
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.journal.reacting import name_of
from makegood.foundation.limits.models import OnceKey
from makegood.foundation.tenancy.scope import current_business_id
from makegood.reactions import REACTIONS

Breaches = Iterator[str]


@dataclass(frozen=True)
class Ledger:
    """All rows of the business we are in, as they lie in the database."""

    promises: dict[int, Promise]
    customers: set[int]
    moves: list[Move]
    tellings: list[Telling]
    entries: list[Entry]
    deliveries: list[Delivery]
    jobs: list[Job]
    keys: list[OnceKey]

    def journaled(self, event: str, fact: str = "") -> Counter[Hashable]:
        """How often each subject (with one fact of it, where asked) has such an entry."""
        found = (entry for entry in self.entries if entry.event == event)
        return Counter((e.subject_id, e.facts[fact]) if fact else e.subject_id for e in found)


Law = Callable[[Ledger], Breaches]


def read() -> Ledger:
    return Ledger(
        promises={promise.pk: promise for promise in Promise.objects.all()},
        customers=set(Customer.objects.values_list("pk", flat=True)),
        moves=list(Move.objects.order_by("promise_id", "number")),
        tellings=list(Telling.objects.order_by("pk")),
        entries=list(Entry.objects.order_by("pk")),
        deliveries=list(Delivery.objects.order_by("pk")),
        jobs=list(Job.objects.filter(path=deliver.module_path, business_id=current_business_id())),
        keys=list(OnceKey.objects.all()),
    )


def a_promise_has_its_one_entry(ledger: Ledger) -> Breaches:
    yield from _apart(ledger.journaled("promise.made"), Counter(list(ledger.promises)), "promise")


def a_customer_has_its_one_entry(ledger: Ledger) -> Breaches:
    yield from _apart(ledger.journaled("customer.met"), Counter(ledger.customers), "customer")


def an_entry_is_about_something_that_is_there(ledger: Ledger) -> Breaches:
    there = {"promise": ledger.promises.keys(), "customer": ledger.customers}
    for entry in ledger.entries:
        if entry.subject_id not in there.get(entry.subject_kind, {entry.subject_id}):
            yield f"entry {entry.pk} ({entry}) without its {entry.subject_kind}"


def a_promise_is_kept_as_the_journal_says(ledger: Ledger) -> Breaches:
    standing = ledger.journaled("promise.kept")
    standing.subtract(ledger.journaled("promise.reopened"))
    for pk, promise in ledger.promises.items():
        if standing[pk] != (promise.kept_at is not None):
            yield f"promise {pk}: kept_at {promise.kept_at}, kept in the journal {standing[pk]}"


def a_promise_is_withdrawn_as_the_journal_says(ledger: Ledger) -> Breaches:
    gone = Counter(pk for pk, one in ledger.promises.items() if one.withdrawn_at)
    standing = ledger.journaled("promise.withdrawn")
    standing.subtract(ledger.journaled("promise.restored"))
    yield from _apart(+standing, gone, "withdrawal of promise")


def _inherited(ledger: Ledger, rows: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Those (promise, facts…) that a successor has taken over: its predecessor has the same."""
    return {row for row in rows if (ledger.promises[row[0]].succeeds_id, *row[1:]) in rows}


def every_number_of_a_due_has_its_move(ledger: Ledger) -> Breaches:
    numbers = defaultdict(list)
    for move in ledger.moves:
        numbers[move.promise_id].append(move.number)
    for pk, promise in ledger.promises.items():
        if numbers[pk] != list(range(1, promise.due_number + 1)):
            yield f"promise {pk}: due number {promise.due_number}, moves {numbers[pk]}"


def a_move_has_its_one_entry(ledger: Ledger) -> Breaches:
    own = [m for m in ledger.moves if m.reason != Move.Reason.REPLACED]
    inherited = _inherited(ledger, {(m.promise_id, m.number) for m in ledger.moves})
    moved = Counter((m.promise_id, m.number) for m in own)
    moved -= Counter(inherited)
    yield from _apart(ledger.journaled("promise.moved", "move"), moved, "move")


def the_due_in_force_is_that_of_the_last_move(ledger: Ledger) -> Breaches:
    said = {pk: one.late_after_first for pk, one in ledger.promises.items()}
    for move in ledger.moves:
        if move.old_late_after != said[move.promise_id]:
            yield f"promise {move.promise_id}: move {move.number} gives up another due"
        said[move.promise_id] = move.new_late_after
    for pk, late_after in said.items():
        if ledger.promises[pk].late_after != late_after:
            yield f"promise {pk}: the due in force is not the one it was moved to"


def told_through_is_what_was_told(ledger: Ledger) -> Breaches:
    heard: dict[int, int] = {}
    for telling in ledger.tellings:
        if telling.taken_back_at is None:
            heard[telling.promise_id] = max(heard.get(telling.promise_id, -1), telling.through)
    for pk, promise in ledger.promises.items():
        if promise.told_through != heard.get(pk, -1):
            yield f"promise {pk}: told through {promise.told_through}, tellings {heard.get(pk)}"


def a_telling_has_its_one_entry(ledger: Ledger) -> Breaches:
    before = {(one.promise_id, one.told_at, one.entered_at) for one in ledger.tellings}
    taken_over = _inherited(ledger, before)
    told = Counter(
        (one.promise_id, one.pk)
        for one in ledger.tellings
        if (one.promise_id, one.told_at, one.entered_at) not in taken_over
    )
    yield from _apart(ledger.journaled("promise.told", "telling"), told, "telling")


def a_telling_taken_back_has_its_one_entry(ledger: Ledger) -> Breaches:
    untold = Counter((one.promise_id, one.pk) for one in ledger.tellings if one.taken_back_at)
    yield from _apart(ledger.journaled("promise.untold", "telling"), untold, "taking back")


def an_entry_is_on_its_way_to_each_reaction(ledger: Ledger) -> Breaches:
    wanted = {event.name: Counter(map(name_of, them)) for event, them in REACTIONS.items()}
    sent: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for delivery in ledger.deliveries:
        sent[delivery.entry_id][delivery.reaction] += 1
    for entry in ledger.entries:
        if entry.by != Entry.By.IMPORT and sent[entry.pk] != wanted[entry.event]:
            yield f"entry {entry.pk} ({entry}): sent to {dict(sent[entry.pk])}"


def a_delivery_still_to_do_has_its_open_job(ledger: Ledger) -> Breaches:
    still = (Job.State.WAITING, Job.State.RUNNING)
    jobs = Counter(_delivery_of(job) for job in ledger.jobs if job.state in still)
    for delivery in ledger.deliveries:
        if delivery.done_at is None and jobs[delivery.pk] != 1:
            yield f"delivery {delivery.pk} with {jobs[delivery.pk]} open jobs"


def a_job_has_its_delivery(ledger: Ledger) -> Breaches:
    there = {delivery.pk for delivery in ledger.deliveries}
    for job in ledger.jobs:
        if _delivery_of(job) not in there:
            yield f"job {job.pk} without its delivery"


def a_form_used_once_led_to_a_promise(ledger: Ledger) -> Breaches:
    for key in ledger.keys:
        if key.result is None or key.result["said"] not in ledger.promises:
            yield f"once-key {key.pk} without its promise"


LAWS: tuple[Law, ...] = (
    a_promise_has_its_one_entry,
    a_customer_has_its_one_entry,
    an_entry_is_about_something_that_is_there,
    a_promise_is_kept_as_the_journal_says,
    a_promise_is_withdrawn_as_the_journal_says,
    every_number_of_a_due_has_its_move,
    a_move_has_its_one_entry,
    the_due_in_force_is_that_of_the_last_move,
    told_through_is_what_was_told,
    a_telling_has_its_one_entry,
    a_telling_taken_back_has_its_one_entry,
    an_entry_is_on_its_way_to_each_reaction,
    a_delivery_still_to_do_has_its_open_job,
    a_job_has_its_delivery,
    a_form_used_once_led_to_a_promise,
)


def half_done() -> set[str]:
    """Every breach in the business we are in; empty when each act is done whole or not at all."""
    ledger = read()
    return {f"{law.__name__}: {breach}" for law in LAWS for breach in law(ledger)}


def corrupt() -> set[str]:
    """What the database itself finds wrong with its file. Empty on PostgreSQL: see `servers`."""
    if connection.vendor != "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = {str(row[0]) for row in cursor.fetchall()} - {"ok"}
        cursor.execute("PRAGMA foreign_key_check")
        return found | {f"foreign key: {row}" for row in cursor.fetchall()}


def _apart(one: Counter[Any], other: Counter[Any], what: str) -> Breaches:
    for key in one.keys() | other.keys():
        if one[key] != other[key]:
            yield f"{what} {key}: {other[key]} rows, {one[key]} entries"


def _delivery_of(job: Job) -> Any:
    return job.arguments["kwargs"]["delivery_id"]
