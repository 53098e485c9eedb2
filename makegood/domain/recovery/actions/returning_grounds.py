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

About = tuple[str, int]
Place = tuple[str, About, datetime]


@dataclass(frozen=True, eq=False)
class Because:
    """A ground, its entry not set yet: the event that its export names, of which row of ours
    (`about`, its kind and its number; None: of none that is here), and when that happened.
    """

    ground: Ground
    event: str
    happened_at: datetime
    about: About | None

    @property
    def place(self) -> Place | None:
        """By what its entry is found."""
        return None if self.about is None else (self.event, self.about, self.happened_at)


@transaction.atomic
def find_or_record(*, grounds: Sequence[Because], by: Actor, at: datetime) -> dict[Because, Entry]:
    """The entry of each that happened elsewhere than in its case, if we know of it. It happened to
    the case's own customer, and belongs to one case.

    That a day was missed no promise says when it comes in: it is written down here.
    """
    placed = [(one, one.place) for one in grounds if one.place is not None]
    here = _here([place for _one, place in placed])
    missed = list(_missed([(one, place) for one, place in placed if place not in here]))
    said = [(event, place[2]) for place, event in missed]
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
    told = Entry.objects.filter(
        subject_kind__in={kind for _event, (kind, _number), _when in places},
        subject_id__in={number for _event, (_kind, number), _when in places},
        event__in={event for event, _about, _when in places},
    )
    found = {
        (one.event, (one.subject_kind, one.subject_id), one.happened_at): one
        for one in told.order_by("-id")
    }
    entries = {place: found[place] for place in places if place in found}
    taken = Ground.objects.filter(entry__in=[one.pk for one in entries.values()])
    ours = set(taken.values_list("entry", flat=True))
    return {place: one for place, one in entries.items() if one.pk not in ours}


def _missed(lacking: Sequence[tuple[Because, Place]]) -> Iterator[tuple[Place, PromiseMissed]]:
    """Of promises that came in: which of their dues passed."""
    missed = {place for _one, place in lacking if place[0] == PromiseMissed.name}
    came = Promise.objects.exclude(import_key="")
    promises = came.in_bulk({number for _event, (_kind, number), _when in missed})
    moved = Move.objects.filter(promise__in=promises)
    dues = {(move.promise_id, move.old_late_after): move.number - 1 for move in moved}
    for place in sorted(missed):
        _event, (kind, number), when = place
        promise = promises.get(number)
        if kind == "promise" and promise is not None:
            due = dues.get((promise.pk, when), promise.due_number)
            yield place, PromiseMissed(**pointers(promise), due_number=due)
