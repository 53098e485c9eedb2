"""How a promise begins, whoever makes it: its terms, and the row that is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.writing import due_columns, pointers
from makegood.domain.promises.events import PromiseMade
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due, has_passed
from makegood.domain.promises.rules.moving import insist_on_our_time
from makegood.domain.promises.rules.words import clean
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


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


def unwritten(
    *,
    terms: Terms,
    due: Due,
    at: datetime,
    succeeds: Promise | None = None,
    imported: Imported | None = None,
) -> Promise:
    """The promise that `make` writes down, not written yet. Refuses what `make` refuses."""
    _refuse_wrong_times(due, at, imported)
    if terms.promised_by == Promise.By.CUSTOMER and terms.customer is None:
        raise Refusal(_("Who promised it? A name is enough."), field="who")
    return Promise(
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
            "passed_at": due.late_after if has_passed(due.late_after, at) else None,
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


def made(promise: Promise) -> PromiseMade:
    """The event of a promise's making, with the due it had then."""
    return PromiseMade(
        **pointers(promise),
        kind=Promise.Kind(promise.kind),
        due_from=promise.due_from,
        due_to=promise.due_to,
        due_at=promise.due_at,
        succeeds=promise.succeeds_id,
    )
