"""What belongs to a case that came back: the entries of this journal that say it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.writing import pointers
from makegood.domain.promises.events import PromiseMissed
from makegood.domain.promises.models import Move, Promise
from makegood.domain.recovery.models import Ground
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.journal.queries import Place, told_there


@dataclass(frozen=True, eq=False)
class Because:
    """A ground, its entry not set yet: what happened and when, as its export says; and where that
    stands in this journal, if what it happened to is here.
    """

    ground: Ground
    event: str
    happened_at: datetime
    place: Place | None


@transaction.atomic
def find_or_record(*, grounds: Sequence[Because], by: Actor, at: datetime) -> dict[Because, Entry]:
    """The entry of each that happened elsewhere than in its case, if we know of it. It happened to
    the case's own customer, and belongs to one case.

    That a day was missed no promise says when it comes in: it is written down here.
    """
    placed = [(one, one.place) for one in grounds if one.place is not None]
    here = _here([place for _one, place in placed])
    missed = list(_missed([place for _one, place in placed if place not in here]))
    said = [(event, place.when) for place, event in missed]
    for (place, _event), entry in zip(missed, record_import(said, by=by, at=at), strict=True):
        here[place] = entry
    who = Customer.objects.in_bulk({one.customer_id for one in here.values()} - {None})
    found = dict[Because, Entry]()
    for one, place in placed:
        whose = who.get(here[place].customer_id or 0) if place in here else None
        if whose is not None and whose.head_id == one.ground.case.customer.head_id:
            found[one] = here.pop(place)
    return found


def _here(places: Sequence[Place]) -> dict[Place, Entry]:
    """What the journal says already of these, and no case has yet."""
    entries = told_there(places)
    taken = Ground.objects.filter(entry__in=[one.pk for one in entries.values()])
    ours = set(taken.values_list("entry", flat=True))
    return {place: one for place, one in entries.items() if one.pk not in ours}


def _missed(lacking: Sequence[Place]) -> Iterator[tuple[Place, PromiseMissed]]:
    """Of promises that came in: which of their dues passed."""
    missed = {one for one in lacking if (one.event, one.kind) == (PromiseMissed.name, "promise")}
    came = Promise.objects.exclude(import_key="")
    promises = came.in_bulk({place.number for place in missed})
    moved = Move.objects.filter(promise__in=promises)
    dues = {(move.promise_id, move.old_late_after): move.number - 1 for move in moved}
    for place in sorted(missed):
        promise = promises.get(place.number)
        if promise is not None:
            due = dues.get((promise.pk, place.when), promise.due_number)
            yield place, PromiseMissed(**pointers(promise), due_number=due)
