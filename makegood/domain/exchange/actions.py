"""Bringing promises in from a file, through the actions that every other way in uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.queries import known
from makegood.domain.exchange.rules.arrivals import Arrival
from makegood.domain.exchange.rules.mapping import Ending
from makegood.domain.exchange.rules.table import Bad
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import Imported, Terms, make
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.kit.refusal import Refusal


@transaction.atomic
def bring_in(
    *, batch: ImportBatch, arrivals: Sequence[Arrival], by: Actor, at: datetime
) -> list[Bad]:
    """Write down these promises, all or none; those that are here already are passed over.

    What comes back could not be written: a row's own acts are undone together, the rest goes on.
    """
    here, bad = known([one.key for one in arrivals]), []
    for one in arrivals:
        if one.key not in here:
            try:
                _bring_in(one, batch, by, at)
            except Refusal as refusal:
                bad.append(Bad(one.line, refusal.sentence))
    return bad


@transaction.atomic
def _bring_in(one: Arrival, batch: ImportBatch, by: Actor, at: datetime) -> None:
    customer = meet(
        name=one.customer_name,
        organisation=one.organisation,
        batch=batch,
        import_key=one.customer_key,
        by=by,
        at=at,
    )
    terms = Terms(
        text=one.text,
        customer=customer,
        engagement=_engagement(one, customer, batch, by, at),
        kind=Promise.Kind(one.kind),
    )
    imported = Imported(batch=batch, key=one.key, made_at=one.made_at)
    promise = make(terms=terms, due=one.due, imported=imported, by=by, at=at)
    if one.ending is Ending.KEPT:
        keep(promise=promise, kept_at=one.ended_at, by=by, at=at)
    elif one.ending is Ending.WITHDRAWN:
        nobody_knows = Promise.AskedBy.NOT_RECORDED
        withdraw(promise=promise, asked_by=nobody_knows, withdrawn_at=one.ended_at, by=by, at=at)


def _engagement(
    one: Arrival, customer: Customer, batch: ImportBatch, by: Actor, at: datetime
) -> Engagement | None:
    if not one.engagement:
        return None
    return begin(
        customer=customer,
        name=one.engagement,
        happened_at=one.made_at,
        batch=batch,
        import_key=one.key,
        by=by,
        at=at,
    )
