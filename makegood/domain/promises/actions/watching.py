"""Watching the days: a due that passes in silence is written down, once, at the hour it passed.

The entry says how things stood when we looked and is never taken back, whatever is stated later:
the ledger says what holds now (docs/decisions/a-due-that-passed-in-silence-is-written-down.md).
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from django.db import transaction

from makegood.domain.promises.actions.writing import change, pointers
from makegood.domain.promises.events import PromiseMissed
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.silence import passed_in_silence
from makegood.foundation.jobs.walking import to_each
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.queries import staffed

WATCH = Actor("rule", rule="watch")
# So that the many dues of a midnight do not hold up other work; the rest come five minutes later.
MOST_A_RUN = 500


def watch(*, now: datetime) -> int:
    """Write down each due that passed in silence, in all businesses; how many, at most 500."""
    noted = to_each(_note, of=_silent, now=now, businesses=staffed())
    return sum(islice(noted, MOST_A_RUN))


def _silent(*, now: datetime) -> list[int]:
    return list(passed_in_silence(now).values_list("pk", flat=True)[:MOST_A_RUN])


def _note(promise_id: int, *, now: datetime) -> int:
    return note_missed(promise_id=promise_id, by=WATCH, at=now)


@transaction.atomic
def note_missed(*, promise_id: int, by: Actor, at: datetime) -> bool:
    """Its due passed and they had heard nothing: write that down. True if this was the first to.

    False where it is so no more: it was kept, moved or told meanwhile, or its import undone.
    """
    mine = Promise.objects.filter(pk=promise_id)
    # Held first and asked then: a telling that came in before us is seen only by a later question.
    promise = mine.select_for_update(of=("self",)).first()
    if promise is None or not passed_in_silence(at).filter(pk=promise_id).exists():
        return False
    if not change(promise, where={"passed_at": None}, passed_at=promise.late_after):
        return False
    missed = PromiseMissed(**pointers(promise), due_number=promise.due_number)
    record(missed, by=by, at=at, happened_at=promise.late_after)
    return True
