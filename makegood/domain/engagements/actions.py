"""Beginning pieces of work, and saying how often their customer hears of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.events import CadenceBegun, CadenceEnded, EngagementBegun
from makegood.domain.engagements.models import Cadence, Engagement
from makegood.domain.engagements.queries import hold
from makegood.domain.engagements.rules import LONGEST_PACE, Rhythm, Work
from makegood.foundation.journal.actions import record, record_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def begin(
    *,
    customer: Customer,
    name: str,
    by: Actor,
    at: datetime,
    happened_at: datetime | None = None,
    value_cents: int | None = None,
    own_date: date | None = None,
    own_date_why: str = "",
) -> Engagement:
    """Begin a piece of work for a customer. `at` is now; `happened_at` may be earlier.

    `value_cents` in hundredths of our currency; `own_date` is the day that matters to them.
    """
    engagement: Engagement = Engagement.objects.create(
        customer=customer,
        name=name,
        began_at=happened_at or at,
        value_cents=value_cents,
        own_date=own_date,
        own_date_why=own_date_why,
    )
    record(EngagementBegun(**_pointers(engagement)), by=by, at=at, happened_at=happened_at)
    return engagement


@transaction.atomic
def bring_in(
    *, works: Sequence[tuple[Customer, Work]], batch: ImportBatch, by: Actor, at: datetime
) -> dict[str, Engagement]:
    """Pieces of work from elsewhere, by their keys; those that are here stay as they are."""
    keys = {work.key for _customer, work in works}
    here = {one.import_key: one for one in Engagement.objects.filter(import_key__in=keys)}
    begun = {
        work.key: Engagement(
            customer=customer,
            name=work.name,
            began_at=work.began_at,
            value_cents=work.value_cents,
            own_date=work.own_date,
            own_date_why=work.own_date_why,
            import_batch=batch,
            import_key=work.key,
        )
        for customer, work in works
        if work.key not in here
    }
    Engagement.objects.bulk_create(begun.values())
    record_import(
        [(EngagementBegun(**_pointers(one)), one.began_at) for one in begun.values()], by=by, at=at
    )
    return here | begun


@transaction.atomic
def bring_back(
    *, engagements: Sequence[Engagement], cadences: Sequence[Cadence], by: Actor, at: datetime
) -> None:
    """Pieces of work out of our own export, none of which is here, with their rhythms."""
    Engagement.objects.bulk_create(engagements)
    for cadence in cadences:
        cadence.engagement_id = cadence.engagement.pk
    Cadence.objects.bulk_create(cadences)
    begun = [(EngagementBegun(**_pointers(one)), one.began_at) for one in engagements]
    record_import(begun, by=by, at=at)


@transaction.atomic
def begin_cadence(
    *, engagement: Engagement, rhythm: Rhythm, member: Member, by: Actor, at: datetime
) -> bool:
    """From now on its customer hears in this rhythm, in place of any other. True if it is news.

    Refused: a pace of no days, or of more than twenty.
    """
    if rhythm.working_days is not None and not 1 <= rhythm.working_days <= LONGEST_PACE:
        sentence = _("Every working day is the most often, every twenty the most seldom.")
        raise Refusal(sentence, field="working_days")
    held = hold(engagement)
    standing = Cadence.objects.filter(engagement=held, ended_at=None)
    if any(cadence.rhythm == rhythm for cadence in standing):
        return False
    standing.update(ended_at=at, ended_by=member)
    Cadence.objects.create(
        engagement=held,
        weekday=rhythm.weekday,
        working_days=rhythm.working_days,
        begun_at=at,
        begun_by=member,
    )
    record(_begun(held, rhythm), by=by, at=at)
    return True


@transaction.atomic
def end_cadence(*, engagement: Engagement, member: Member | None, by: Actor, at: datetime) -> bool:
    """No update is promised of itself any more. True if this did it; no member: a rule did."""
    standing = Cadence.objects.filter(engagement=hold(engagement), ended_at=None)
    if not standing.update(ended_at=at, ended_by=member):
        return False
    record(CadenceEnded(**_pointers(engagement)), by=by, at=at)
    return True


@transaction.atomic
def resume_cadence(*, engagement: Engagement, by: Actor, at: datetime) -> bool:
    """The rhythm that a rule ended goes on, its reason having been taken back. True if it does."""
    last = Cadence.objects.filter(engagement=hold(engagement)).order_by("id").last()
    if last is None or last.ended_at is None or last.ended_by_id is not None:
        return False
    Cadence.objects.filter(pk=last.pk).update(ended_at=None)
    record(_begun(engagement, last.rhythm), by=by, at=at)
    return True


def _begun(engagement: Engagement, rhythm: Rhythm) -> CadenceBegun:
    return CadenceBegun(
        **_pointers(engagement), weekday=rhythm.weekday, working_days=rhythm.working_days
    )


def _pointers(engagement: Engagement) -> dict[str, int]:
    return {
        "subject_id": engagement.pk,
        "customer_id": engagement.customer_id,
        "engagement_id": engagement.pk,
    }
