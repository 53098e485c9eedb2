"""Letting one promise wait on another."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.writing import pointers
from makegood.domain.promises.events import WaitingBegun, WaitingEnded
from makegood.domain.promises.models import Promise, Waiting
from makegood.domain.promises.rules.waiting import closes_a_circle
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.refusal import Refusal


@transaction.atomic
def wait_for(
    *, promise: Promise, on: Promise, working_days: int, by: Actor, at: datetime
) -> Waiting:
    """Our promise holds so many working days after another is kept. Refused: a circle."""
    waits: dict[int, set[int]] = defaultdict(set)
    pairs = Waiting.objects.select_for_update().values_list("promise_id", "on_id")
    for waiting, awaited in pairs:
        waits[waiting].add(awaited)
    if closes_a_circle(promise.pk, on.pk, waits):
        raise Refusal(_("That one waits for this one already: one of them has to come first."))
    row, is_new = Waiting.objects.get_or_create(
        promise=promise, on=on, defaults={"working_days": working_days, "since": at}
    )
    if is_new:
        event = WaitingBegun(**pointers(promise), on=on.pk, working_days=working_days)
        record(event, by=by, at=at)
    waiting_row: Waiting = row
    return waiting_row


@transaction.atomic
def wait_no_more(*, waiting: Waiting, by: Actor, at: datetime) -> bool:
    """The promise no longer waits on the other. True if this press did it."""
    gone, _rows = Waiting.objects.filter(pk=waiting.pk).delete()
    if gone:
        record(WaitingEnded(**pointers(waiting.promise), on=waiting.on_id), by=by, at=at)
    return bool(gone)
