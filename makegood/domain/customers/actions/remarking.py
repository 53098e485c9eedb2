"""What a member writes down about a customer: notes and tags."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.events import NoteMade, NoteTakenBack, TagAdded, TagRemoved
from makegood.domain.customers.models import Customer, Note, Tag
from makegood.domain.customers.rules import as_written, name_key
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

LONGEST_NOTE, LONGEST_TAG = 2000, 40


@transaction.atomic
def note(*, customer: Customer, text: str, member: Member, by: Actor, at: datetime) -> Note:
    """Write down what is good to know. Refused: nothing, and more than 2000 characters."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refusal(_("What is good to know of them?"), field="text")
    if len(text) > LONGEST_NOTE:
        raise Refusal(_("That is too long: 2000 characters fit."), field="text")
    made: Note = Note.objects.create(customer=customer, text=text, written_by=member, written_at=at)
    event = NoteMade(subject_id=customer.pk, customer_id=customer.pk, note=made.pk)
    record(event, by=by, at=at)
    return made


@transaction.atomic
def take_back(*, note: Note, by: Actor, at: datetime) -> bool:
    """It does not stand any more. True if this press did it."""
    if not Note.objects.filter(pk=note.pk, taken_back_at=None).update(taken_back_at=at):
        return False
    whose = note.customer_id
    record(NoteTakenBack(subject_id=whose, customer_id=whose, note=note.pk), by=by, at=at)
    return True


@transaction.atomic
def tag(*, customer: Customer, name: str, by: Actor, at: datetime) -> Tag:
    """A word to find them by; one and the same however it is written. Refused: none, a long one."""
    name = as_written(name.lstrip("# "))
    key = name_key(name)[: 2 * LONGEST_TAG]
    if not key:
        raise Refusal(_("A word to find them by, as “regular”."), field="name")
    if len(name) > LONGEST_TAG:
        raise Refusal(_("That is too long: 40 characters fit."), field="name")
    made: Tag
    made, is_new = Tag.objects.get_or_create(customer=customer, key=key, defaults={"name": name})
    if is_new:
        event = TagAdded(subject_id=customer.pk, customer_id=customer.pk, tag=made.pk)
        record(event, by=by, at=at)
    return made


@transaction.atomic
def untag(*, tag: Tag, by: Actor, at: datetime) -> bool:
    """They are not found by it any more. True if this press did it."""
    standing = Tag.objects.select_for_update(of=("self",)).filter(pk=tag.pk)
    if standing.first() is None:
        return False
    whose = tag.customer_id
    record(TagRemoved(subject_id=whose, customer_id=whose, tag=tag.pk), by=by, at=at)
    standing.delete()
    return True
