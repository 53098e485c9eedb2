"""Making promises, and replacing one with another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.actions.writing import due_columns, pointers
from makegood.domain.promises.events import PromiseMade
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

LONGEST = 500


@transaction.atomic
def make(
    *,
    text: str,
    due: Due,
    by: Actor,
    at: datetime,
    promised_by: Promise.By = Promise.By.BUSINESS,
    customer: Customer | None = None,
    engagement: Engagement | None = None,
    kind: Promise.Kind = Promise.Kind.OTHER,
    visible: bool = True,
    owner: Member | None = None,
    effort_minutes: int | None = None,
    because: int | None = None,
    made_at: datetime | None = None,
    succeeds: Promise | None = None,
    batch: ImportBatch | None = None,
    import_key: str = "",
) -> Promise:
    """Write a promise into the ledger. `at` is now; an import says when it was `made_at`.

    To the customer when we promise them something, else to ourselves. Refused: no words, too
    many (over 500), a due that has passed already. An import may bring dues long past and does
    not know what was told.
    """
    text = clean(text)
    imported = by.kind == "import"
    if due.late_after < at and not imported:
        raise Refusal(_("That day has passed already. When will it be?"), field="when")
    first = succeeds.due_first if succeeds and succeeds.due_first else due
    ours_to_them = customer is not None and promised_by == Promise.By.BUSINESS
    promise: Promise = Promise.objects.create(
        by=promised_by,
        to=Promise.To.CUSTOMER if ours_to_them else Promise.To.OURSELVES,
        customer=customer,
        engagement=engagement,
        kind=kind,
        text=text,
        visible=visible and customer is not None,
        owner=owner,
        effort_minutes=effort_minutes,
        because_id=because,
        made_at=succeeds.made_at if succeeds else made_at or at,
        succeeds=succeeds,
        tellings_recorded=not imported,
        import_batch=batch,
        import_key=import_key,
        **due_columns(due),
        due_first_from=first.first,
        due_first_to=first.last,
        due_first_at=first.at,
        late_after_first=first.late_after,
    )
    event = PromiseMade(
        **pointers(promise),
        kind=kind,
        due_from=due.first,
        due_to=due.last,
        due_at=due.at,
        succeeds=succeeds.pk if succeeds else None,
    )
    record(event, by=by, at=at, happened_at=made_at)
    return promise


@transaction.atomic
def replace(
    *, promise: Promise, text: str, due: Due, asked_by: Promise.AskedBy, by: Actor, at: datetime
) -> Promise:
    """Withdraw a promise and make another in its place, which inherits the first due."""
    withdraw(promise=promise, asked_by=asked_by, by=by, at=at)
    return make(
        text=text,
        due=due,
        by=by,
        at=at,
        promised_by=Promise.By(promise.by),
        customer=promise.customer,
        engagement=promise.engagement,
        kind=Promise.Kind(promise.kind),
        visible=promise.visible,
        owner=promise.owner,
        succeeds=promise,
    )


def clean(text: str) -> str:
    """The words as they are kept: one line, no control characters; Refusal when empty or long."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not text:
        raise Refusal(_("What did you promise? A few words are enough."), field="what")
    if len(text) > LONGEST:
        sentence = _("That is %(n)s characters long; up to 500 fit. Say it shorter.")
        raise Refusal(sentence % {"n": len(text)}, field="what")
    return text
