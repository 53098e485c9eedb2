"""The updates that a promise hung on, and which entry of the journal brought it to its end."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from makegood.domain.promises.events import PromiseKept, PromiseMoved, PromiseTold, PromiseWithdrawn
from makegood.domain.promises.models import Promise, Telling
from makegood.foundation.journal import queries as journal
from makegood.foundation.journal.models import Entry


def updates_of(promise: Promise) -> list[Promise]:
    """Every update that it ever hung on, oldest first; one may have been put off in silence."""
    if promise.next_update_id is None:
        return []
    moved = [entry.pk for entry in happened(list(line_of(promise)), PromiseMoved.name)]
    hung_on = Q(pk=promise.next_update_id) | Q(because_id__in=moved)
    return list(Promise.objects.filter(hung_on, customer=promise.customer_id).order_by("pk"))


def ended_by(update: Promise, causes: set[int]) -> bool:
    """Whether a rule ended the update for one of these entries of the journal.

    The time tells nothing: two things may be stated of the same minute.
    """
    ends = happened([update], PromiseKept.name, PromiseWithdrawn.name)
    last = max(ends, key=lambda entry: entry.pk, default=None)
    if update.is_open or last is None or last.by != Entry.By.RULE:
        return False
    return last.by_id in causes


def keeping_of(promise: Promise) -> set[int]:
    """The entries that say that it was kept."""
    return {entry.pk for entry in happened([promise], PromiseKept.name)}


def entries_of(telling: Telling) -> set[int]:
    """The entry that says it; of one that was taken over, the entry of the promise before."""
    line = list(line_of(telling.promise))
    same = Telling.objects.filter(
        promise__in=line,
        how=telling.how,
        told_at=telling.told_at,
        entered_at=telling.entered_at,
        through=telling.through,
    )
    keys = set(same.values_list("pk", flat=True))
    told = happened(line, PromiseTold.name)
    return {entry.pk for entry in told if entry.facts["telling"] in keys}


def happened(line: list[Promise], *events: str) -> list[Entry]:
    """The entries of these events about these promises."""
    found = (entry for one in line for entry in journal.about("promise", one.pk))
    return [entry for entry in found if entry.event in events]


def line_of(promise: Promise) -> Iterator[Promise]:
    """The promise, and each in whose place it stands."""
    one: Promise | None = promise
    while one is not None:
        yield one
        one = one.succeeds
