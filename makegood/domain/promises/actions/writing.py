"""How every action on a promise writes: the row held, then one conditional update."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import OPEN, Notice, Promise, Telling, Update
from makegood.domain.promises.rules.due import Due
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rendering import Triple
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


def hold(promise: Promise) -> None:
    """Let nobody else write to this promise until we are done, and read it as it is now."""
    promise.refresh_from_db(from_queryset=Promise.objects.select_for_update(of=("self",)))


def change(promise: Promise, *, where: dict[str, Any], **columns: Any) -> bool:
    """Change the promise if it still is as `where` says; False when another press came first.

    Either way the promise in hand tells how things are now.
    """
    if Promise.objects.filter(pk=promise.pk, **where).update(**columns) != 1:
        promise.refresh_from_db()
        return False
    for name, value in columns.items():
        setattr(promise, name, value)
    return True


def refuse_if_hung_upon(promise: Promise) -> None:
    """Refuse to end an update while another promise has no date but the day of this update."""
    if Promise.objects.filter(OPEN, next_update=promise, late_after=None).exists():
        raise Refusal(_("First say a new date, or when the next update comes."))


def insist_on_a_witness(told: Telling.How | None, member: Member | None) -> None:
    """ValueError where a telling comes with nobody who states it: the caller is wrong."""
    if told is not None and member is None:
        raise ValueError("A telling is stated by a member.")


def due_columns(due: Due) -> dict[str, Any]:
    """The columns of a promise that hold its due."""
    return {
        "zone": due.zone,
        "due_from": due.first,
        "due_to": due.last,
        "due_at": due.at,
        "late_after": due.late_after,
    }


def pointers(promise: Promise) -> dict[str, Any]:
    """What an event of this promise points at."""
    return {
        "subject_id": promise.pk,
        "customer_id": promise.customer_id,
        "engagement_id": promise.engagement_id,
    }


def send(
    said: Notice | Update,
    letter: Triple,
    *,
    kind: Letter.Kind,
    customer: Customer,
    engagement_id: int | None,
    because: int,
    at: datetime,
) -> None:
    """Put the letter of a notice or an update into the outbox, to where its customer is reached.

    Whoever wrote it is answered. An alias is reached under its head's name, at its head's address.
    """
    said.letter = write(
        kind=kind,
        about=said.pk,
        to_name=customer.head.name,
        to_address=customer.head.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=letter.language,
        reply_to=said.written_by.user.email,
        customer_id=customer.pk,
        engagement_id=engagement_id,
        because=because,
        at=at,
    )
    said.save(update_fields=["letter"])
