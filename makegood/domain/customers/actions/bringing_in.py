"""Customers from elsewhere, many at once, with all that is said of them there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
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

    Where an import names somebody on several rows, each way to reach them that one says is kept.
    Refused: what `meet` refuses, and an address or a number that is none.
    """
    here = _here(people)
    named = _each_once(people)
    new = {key: one for key, one in named.items() if key not in here}
    met = {key: _from_elsewhere(one, batch) for key, one in new.items()}
    Customer.objects.bulk_create(met.values())
    whose = [(met[key], new[key]) for key in met]
    events: list[tuple[Event, datetime | None]] = [
        (CustomerMet(subject_id=one.pk, customer_id=one.pk), one.met_at) for one in met.values()
    ]
    whole = [(one, named[key]) for key, one in here.items() if one.import_batch_id == batch.pk]
    more = [*_with_handles(whose), *_with_later_ways(whole), *_with_words(whose, at)]
    record_import([*events, *more], by=by, at=at)
    return here | met


def _each_once(people: Iterable[Person]) -> dict[str, Person]:
    """By what they are known as: what the first row says of each, and every way to reach them."""
    found: dict[str, Person] = {}
    for one in people:
        first = found.setdefault(one.known_as, one)
        if first is not one and one.ways:
            found[one.known_as] = first.joined_by(one)
    return found


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


def _with_later_ways(whose: Whose) -> Events:
    """Those whom an earlier piece of the same import brought, with the ways that this one says."""
    later = [(customer, person) for customer, person in whose if person.ways]
    joined = []
    for customer, person in later:
        was = Person(name=customer.name, email=customer.email, phone=customer.phone)
        now = was.joined_by(person)
        if (now.email, now.phone) != (was.email, was.phone):
            email, phone = email_of(now.email), number_of(now.phone)
            said = Customer.objects.filter(pk=customer.pk)
            said.update(email=email, phone=phone, phone_key=phone_key(phone))
        joined.append((customer, now))
    here = Handle.objects.filter(customer__in=[customer.pk for customer, _person in later])
    yield from _with_handles(joined, set(here.values_list("customer", "kind", "key")))


def _with_handles(whose: Whose, here: Collection[tuple[int, str, str]] = ()) -> Events:
    """Further ways, but for those that are `here`."""
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
    new = [handle for key, handle in handles.items() if key not in here]
    Handle.objects.bulk_create(new)
    for one in new:
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
