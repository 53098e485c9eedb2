"""Bringing rows in from a file, and taking a whole import back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.actions.bringing_in import LONGEST_NOTE
from makegood.domain.customers.actions.bringing_in import bring_in as bring_customers
from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import Person, as_written
from makegood.domain.customers.rules.arriving import Reached
from makegood.domain.customers.rules.reaching import LONGEST_REACH
from makegood.domain.engagements.actions import bring_in as bring_engagements
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Work
from makegood.domain.exchange.queries import known, promised
from makegood.domain.exchange.queries.staying import (
    asked_and_staying,
    customers_staying,
    ideas_and_staying,
    wrong_and_staying,
)
from makegood.domain.exchange.rules.arrivals import Arrival
from makegood.domain.exchange.rules.mapping import Ending
from makegood.domain.exchange.rules.people import Labelled, cells_of, is_number, is_written_to
from makegood.domain.exchange.rules.people import Person as Listed
from makegood.domain.exchange.rules.ratings import RatingArrival
from makegood.domain.exchange.rules.sorting import Coming
from makegood.domain.exchange.rules.table import Bad
from makegood.domain.feedback.actions import bring_in as bring_ratings
from makegood.domain.feedback.actions.counting import count_anew
from makegood.domain.feedback.models import Rating
from makegood.domain.feedback.rules import Said
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.bringing_in import Brought
from makegood.domain.promises.actions.bringing_in import bring_in as bring_promises
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import undo_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import ImportBatch
from makegood.kit.refusal import Refusal


@dataclass
class Outcome:
    """How many rows came in, how many were here already, and those that could not be written."""

    came: int = 0
    here: int = 0
    bad: list[Bad] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.came += other.came
        self.here += other.here
        self.bad += other.bad


@transaction.atomic
def bring_in(*, batch: ImportBatch, coming: Sequence[Coming], by: Actor, at: datetime) -> Outcome:
    """Write these rows down, unseen until the batch is published; those here are passed over.

    A row that cannot be written leaves nothing of its own; the rest goes on.
    """
    with bringing_in(batch):
        here = known([one.key for one in coming])
        new = [one for one in coming if one.key not in here]
        bad: list[Bad] = []
        try:
            _bring_in(new, batch, by, at)
        except Refusal:
            # One of them is no good: which one shows when each comes in by itself.
            bad = [bad for one in new for bad in _alone(one, batch, by, at)]
    return Outcome(came=len(new) - len(bad), here=len(coming) - len(new), bad=bad)


@transaction.atomic
def undo(*, batch: ImportBatch, by: Actor, at: datetime) -> bool:
    """Nothing of this import is seen any more. True if this press did it.

    A customer with whom we worked since stays, with everything of theirs: we would lose what we
    promised them ourselves. So does a survey that was worked with since, or that theirs answer.
    """
    ids = customers_staying(batch)
    with bringing_in(batch):
        asked = asked_and_staying(batch, ids)
        count_anew(responses=asked[0])
        stays = [
            *ideas_and_staying(batch, ids),
            *wrong_and_staying(batch, ids),
            *asked,
            Rating.objects.filter(import_batch=batch, customer__in=ids),
            Promise.objects.filter(import_batch=batch, customer__in=ids),
            Engagement.objects.filter(import_batch=batch, customer__in=ids),
            Customer.objects.filter(import_batch=batch, pk__in=ids),
        ]
        return undo_import(batch=batch, stays=stays, stayed=len(ids), by=by, at=at)


def _alone(one: Coming, batch: ImportBatch, by: Actor, at: datetime) -> list[Bad]:
    try:
        _bring_in([one], batch, by, at)
    except Refusal as refusal:
        cells = cells_of(one) if isinstance(one, Listed) else one.cells
        return [Bad(one.line, refusal.sentence, cells, one.file)]
    return []


@transaction.atomic
def _bring_in(coming: Sequence[Coming], batch: ImportBatch, by: Actor, at: datetime) -> None:
    listed = [_listed(one) for one in coming if isinstance(one, Listed)]
    bring_customers(people=listed, batch=batch, by=by, at=at)
    arrivals = [one for one in coming if isinstance(one, Arrival)]
    people = [_person(one) for one in arrivals]
    customers = bring_customers(people=people, batch=batch, by=by, at=at)
    whose = [
        (one, customers[person.known_as]) for one, person in zip(arrivals, people, strict=True)
    ]
    works = [(customer, _work(one)) for one, customer in whose if one.engagement]
    engagements = bring_engagements(works=works, batch=batch, by=by, at=at)
    brought = [_brought(one, customer, engagements.get(one.key)) for one, customer in whose]
    bring_promises(brought=brought, batch=batch, by=by, at=at)
    ratings = [one for one in coming if isinstance(one, RatingArrival)]
    bring_ratings(ratings=_with_their_work(ratings), batch=batch, by=by, at=at)


def _with_their_work(
    ratings: Sequence[RatingArrival],
) -> list[tuple[Said, Customer | None, Engagement | None]]:
    """Each with whose and what it is. Refused: the rating of what never came in."""
    rated = promised([one.of for one in ratings])
    for one in ratings:
        if one.of not in rated:
            said = {"key": one.of.partition(":")[2][:80]}
            raise Refusal(_("It rates “%(key)s”, which is not here.") % said)
    return [(one.said, rated[one.of].customer, rated[one.of].engagement) for one in ratings]


def _person(one: Arrival) -> Person:
    email, phone, further = _ways(one.emails, one.phones)
    return Person(
        name=one.customer_name,
        key=one.customer_key,
        organisation=one.organisation,
        email=email,
        phone=phone,
        further=further,
        met_at=one.made_at,
    )


def _listed(one: Listed) -> Person:
    """Somebody out of an address book."""
    email, phone, further = _ways(one.emails, one.phones)
    beside = [
        *(("website" if "." in way.text else "other", way) for way in one.handles),
        *(("post", way) for way in one.addresses),
    ]
    return Person(
        name=one.name,
        key=one.key,
        organisation=one.organisation,
        email=email,
        phone=phone,
        language=one.language,
        further=(*further, *(_reached(kind, way) for kind, way in beside)),
        notes=tuple(_notes(one)),
        tags=one.tags,
    )


def _ways(
    emails: Sequence[Labelled], phones: Sequence[Labelled]
) -> tuple[str, str, tuple[Reached, ...]]:
    """The first mail address and number, which are theirs, and the rest beside."""
    sound = [way for way in emails if is_written_to(way.text)]
    dialled = [way for way in phones if is_number(way.text)]
    first = (*sound[:1], *dialled[:1])
    ways = [
        *(("email" if way in sound else "other", way) for way in emails),
        *(("phone" if way in dialled else "other", way) for way in phones),
    ]
    return (
        sound[0].text if sound else "",
        dialled[0].text if dialled else "",
        tuple(_reached(kind, way) for kind, way in ways if way not in first),
    )


def _reached(kind: str, way: Labelled) -> Reached:
    return Reached(kind, as_written(way.text)[:LONGEST_REACH], way.label)


def _notes(one: Listed) -> Iterator[str]:
    """What else an address book knows, in words: nothing of it is lost."""
    said = (
        (_("Also called"), ", ".join(one.other_names)),
        (_("What they do"), one.role),
        (_("Birthday"), one.birthday),
    )
    known = "\n".join(f"{name}: {words}" for name, words in said if words)
    yield from (text for text in (known, *_cut(one.notes)) if text)


def _cut(text: str) -> Iterator[str]:
    """A long note as several."""
    for start in range(0, len(text), LONGEST_NOTE):
        yield text[start : start + LONGEST_NOTE]


def _work(one: Arrival) -> Work:
    return Work(
        key=one.key,
        name=one.engagement,
        began_at=one.made_at,
        value_cents=one.value_cents,
        own_date=one.own_date,
        own_date_why=one.own_date_why,
    )


def _brought(one: Arrival, customer: Customer, engagement: Engagement | None) -> Brought:
    terms = Terms(
        text=one.text, customer=customer, engagement=engagement, kind=Promise.Kind(one.kind)
    )
    return Brought(
        key=one.key,
        terms=terms,
        due=one.due,
        made_at=one.made_at,
        kept_at=one.ended_at if one.ending is Ending.KEPT else None,
        withdrawn=one.ending is Ending.WITHDRAWN,
        withdrawn_at=one.ended_at if one.ending is Ending.WITHDRAWN else None,
    )
