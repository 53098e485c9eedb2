"""Making promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers import queries as customers
from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.writing import due_columns, pointers
from makegood.domain.promises.events import PromiseMade
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.moving import insist_on_our_time
from makegood.domain.promises.rules.reading import kind_of
from makegood.domain.promises.rules.words import clean
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.limits.actions import OtherRequest, finish, once
from makegood.foundation.limits.rules import digest_of
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

# The field of a refusal for a key that was used.
ONCE = "once"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is promised, beside its day: by whom and to whom, as part of what.

    `because` is the entry of the journal that it goes back to.
    """

    text: str
    promised_by: Promise.By = Promise.By.BUSINESS
    customer: Customer | None = None
    engagement: Engagement | None = None
    kind: Promise.Kind = Promise.Kind.OTHER
    visible: bool = True
    owner: Member | None = None
    effort_minutes: int | None = None
    because: int | None = None
    public: bool = False

    @classmethod
    def of(cls, promise: Promise) -> Terms:
        """The terms of a promise, for another that shares them (`dataclasses.replace`)."""
        return cls(
            text=promise.text,
            promised_by=Promise.By(promise.by),
            customer=promise.customer,
            engagement=promise.engagement,
            kind=Promise.Kind(promise.kind),
            visible=promise.visible,
            owner=promise.owner,
            effort_minutes=promise.effort_minutes,
            because=promise.because_id,
            public=promise.to == Promise.To.PUBLIC,
        )

    @property
    def to(self) -> Promise.To:
        """To the customer when we promise them something; else to ourselves, or to everyone."""
        if self.customer is not None and self.promised_by == Promise.By.BUSINESS:
            return Promise.To.CUSTOMER
        is_public = self.public and self.customer is None
        return Promise.To.PUBLIC if is_public else Promise.To.OURSELVES


@dataclass(frozen=True)
class Imported:
    """Where a promise came from, and when it was made there."""

    batch: ImportBatch
    key: str
    made_at: datetime


@transaction.atomic
def make(
    *,
    terms: Terms,
    due: Due,
    by: Actor,
    at: datetime,
    succeeds: Promise | None = None,
    imported: Imported | None = None,
) -> Promise:
    """Write a promise into the ledger. `at` is now; an import says when it was made.

    Refused: no words, too many (over 500), a due that has passed already or lies more than 100
    years ahead, and a customer's promise without the customer. An import may bring dues long past
    and does not know what was told; refused is one made in the future, or due before it was made.
    """
    _refuse_wrong_times(due, at, imported)
    if terms.promised_by == Promise.By.CUSTOMER and terms.customer is None:
        raise Refusal(_("Who promised it? A name is enough."), field="who")
    promise: Promise = Promise.objects.create(
        by=terms.promised_by,
        to=terms.to,
        customer=terms.customer,
        engagement=terms.engagement,
        kind=terms.kind,
        text=clean(terms.text),
        visible=terms.visible and terms.customer is not None,
        owner=terms.owner,
        effort_minutes=terms.effort_minutes,
        because_id=terms.because,
        **due_columns(due),
        **_beginning(due, at, succeeds, imported),
    )
    _record_made(promise, due, by, at, imported)
    return promise


@transaction.atomic
def make_from_words(
    *,
    what: str,
    who: str,
    due: Due,
    promised_by: Promise.By,
    owner: Member,
    once_key: str,
    by: Actor,
    at: datetime,
) -> Promise:
    """A promise as a confirmed sentence says it; a customer named for the first time is met.

    Nobody named: promised to ourselves. Pressed twice with one `once_key` (of the form; empty
    for none) it is made once. Refused, besides what `make` refuses: a customer's promise
    without the customer, and other words under a key that was used (field `ONCE`: whoever
    means it asks again under a new key).
    """
    principal = f"member {owner.pk}"
    if once_key:
        said = {name: str(value) for name, value in due_columns(due).items()}
        digest = digest_of({"what": what, "who": who, "due": said, "by": promised_by})
        try:
            earlier = once(key=once_key, principal=principal, digest=digest, at=at)
        except OtherRequest as used:
            sentence = _(
                "It was promised a moment ago, without these changes. To change it, open it in "
                "the ledger. Press again and this is a second promise."
            )
            raise Refusal(sentence, field=ONCE) from used
        if earlier is not None:
            made: Promise = Promise.objects.get(pk=earlier.result)
            return made
    theirs = promised_by == Promise.By.CUSTOMER
    customer = None
    if who.strip() or theirs:
        customer = customers.named(who) or meet(name=who, by=by, at=at)
    terms = Terms(
        text=what,
        promised_by=promised_by,
        customer=customer,
        kind=Promise.Kind.INPUT if theirs else Promise.Kind(kind_of(what)),
        owner=owner,
    )
    promise = make(terms=terms, due=due, by=by, at=at)
    if once_key:
        finish(key=once_key, principal=principal, result=promise.pk)
    return promise


def _beginning(
    due: Due, at: datetime, succeeds: Promise | None, imported: Imported | None
) -> dict[str, Any]:
    """What is set once and never overwritten. A successor inherits it."""
    columns: dict[str, Any] = {
        "made_at": at,
        "succeeds": succeeds,
        "due_first_from": due.first,
        "due_first_to": due.last,
        "due_first_at": due.at,
        "late_after_first": due.late_after,
    }
    if succeeds is not None and succeeds.withdrawn_asked_by != Promise.AskedBy.MISTAKE:
        columns |= _inherited(succeeds, due)
    if imported is not None:
        columns |= {
            "made_at": imported.made_at,
            "tellings_recorded": False,
            "import_batch": imported.batch,
            "import_key": imported.key,
        }
    return columns


def _inherited(succeeds: Promise, due: Due) -> dict[str, Any]:
    """What a promise takes over from the one it replaces; a mistake was never said, and none is."""
    same_date = succeeds.due == due
    by_us = succeeds.withdrawn_asked_by == Promise.AskedBy.US
    return {
        "made_at": succeeds.made_at,
        "due_first_from": succeeds.due_first_from,
        "due_first_to": succeeds.due_first_to,
        "due_first_at": succeeds.due_first_at,
        "late_after_first": succeeds.late_after_first,
        "due_number": succeeds.due_number if same_date else succeeds.due_number + 1,
        "told_through": succeeds.told_through,
        "tellings_recorded": succeeds.tellings_recorded,
        "next_update": succeeds.next_update,
        "we_replaced": succeeds.we_replaced or by_us,
    }


def _refuse_wrong_times(due: Due, at: datetime, imported: Imported | None) -> None:
    if imported is None and due.late_after < at:
        raise Refusal(_("That day has passed already. When will it be?"), field="when")
    insist_on_our_time(due, now=at)
    if imported is not None and imported.made_at > at:
        raise Refusal(_("It is said to be made in the future."), field="made_at")
    if imported is not None and imported.made_at > due.late_after:
        raise Refusal(_("It is said to be due before it was made."), field="when")


def _record_made(
    promise: Promise, due: Due, by: Actor, at: datetime, imported: Imported | None
) -> None:
    event = PromiseMade(
        **pointers(promise),
        kind=Promise.Kind(promise.kind),
        due_from=due.first,
        due_to=due.last,
        due_at=due.at,
        succeeds=promise.succeeds_id,
    )
    record(event, by=by, at=at, happened_at=imported.made_at if imported else None)
