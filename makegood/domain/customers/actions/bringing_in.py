"""Customers from elsewhere, many at once, with all that is said of them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from makegood.domain.customers.events import CustomerMet, HandleAdded, NoteMade, TagAdded
from makegood.domain.customers.models import Customer, Handle, Note, Tag
from makegood.domain.customers.queries import among
from makegood.domain.customers.rules import Person, as_written, name_key
from makegood.domain.customers.rules.arriving import language_code
from makegood.domain.customers.rules.describing import email_of, names_of, number_of
from makegood.domain.customers.rules.reaching import phone_key, reach_key
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.journal.models import ImportBatch

LONGEST_LABEL, LONGEST_TAG, LONGEST_KEY, LONGEST_NOTE = 60, 40, 80, 2000


@transaction.atomic
def bring_in(
    *, people: Sequence[Person], batch: ImportBatch, by: Actor, at: datetime
) -> dict[str, Customer]:
    """These people as customers, by what they are known as; those who are here stay as they are.

    Refused: what `meet` refuses, and an address or a number that is none.
    """
    here = _here(people)
    new = {one.known_as: one for one in reversed(people) if one.known_as not in here}
    met = {key: _from_elsewhere(new[key], batch) for key in reversed(new)}
    Customer.objects.bulk_create(met.values())
    whose = [(met[key], new[key]) for key in met]
    events: list[tuple[Event, datetime | None]] = [
        (CustomerMet(subject_id=one.pk, customer_id=one.pk), one.met_at) for one in met.values()
    ]
    record_import([*events, *_with_handles(whose), *_with_words(whose, at)], by=by, at=at)
    return here | met


def _here(people: Sequence[Person]) -> dict[str, Customer]:
    """Those of them whom we know, by what they are known as."""
    keys = {one.known_as for one in people}
    found = {one.import_key: one for one in Customer.objects.filter(import_key__in=keys)}
    names = {one.known_as: one.name for one in people if not one.key}
    named = among(set(names.values()))
    return {key: named[name] for key, name in names.items() if name in named} | found


def _from_elsewhere(one: Person, batch: ImportBatch) -> Customer:
    """Where a file does not say since when we know them, it is since they came in."""
    name, key = names_of(one.name)
    phone = number_of(one.phone)
    return Customer(
        name=name,
        name_key=key,
        organisation=one.organisation,
        email=email_of(one.email),
        phone=phone,
        phone_key=phone_key(phone),
        language=language_code(one.language),
        met_at=one.met_at or batch.opened_at,
        import_batch=batch,
        import_key=one.known_as,
    )


Whose = Iterable[tuple[Customer, Person]]
Events = Iterator[tuple[Event, datetime | None]]


def _with_handles(whose: Whose) -> Events:
    handles: dict[tuple[int, str, str], Handle] = {}
    for customer, person in whose:
        for way in person.further:
            key = reach_key(way.kind, way.value)
            handles.setdefault(
                (customer.pk, way.kind, key),
                Handle(
                    customer=customer,
                    kind=way.kind,
                    value=way.value,
                    key=key,
                    label=way.label[:LONGEST_LABEL],
                ),
            )
    Handle.objects.bulk_create(handles.values())
    for one in handles.values():
        theirs = {"subject_id": one.customer_id, "customer_id": one.customer_id}
        yield HandleAdded(**theirs, handle=one.pk, kind=Handle.Kind(one.kind)), None


def _with_words(whose: Whose, at: datetime) -> Events:
    """Notes and tags. Who wrote a note there, nobody says."""
    notes = [
        Note(customer=customer, text=text[:LONGEST_NOTE], written_by=None, written_at=at)
        for customer, person in whose
        for text in person.notes
    ]
    tags: dict[tuple[int, str], Tag] = {}
    for customer, person in whose:
        for said in person.tags:
            name = as_written(said.lstrip("# "))[:LONGEST_TAG].strip()
            if key := name_key(name)[:LONGEST_KEY]:
                tags.setdefault((customer.pk, key), Tag(customer=customer, name=name, key=key))
    Note.objects.bulk_create(notes)
    Tag.objects.bulk_create(tags.values())
    for note in notes:
        theirs = {"subject_id": note.customer_id, "customer_id": note.customer_id}
        yield NoteMade(**theirs, note=note.pk), None
    for tag in tags.values():
        theirs = {"subject_id": tag.customer_id, "customer_id": tag.customer_id}
        yield TagAdded(**theirs, tag=tag.pk), None
