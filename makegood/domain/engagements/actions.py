"""Beginning and describing pieces of work, and saying how often their customer hears of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import as_written
from makegood.domain.engagements.events import (
    CadenceBegun,
    CadenceEnded,
    EngagementBegun,
    EngagementDescribed,
)
from makegood.domain.engagements.models import Cadence, Engagement
from makegood.domain.engagements.queries import hold
from makegood.domain.engagements.rules import (
    LONGEST_NAME,
    LONGEST_PACE,
    LONGEST_WHY,
    PARTS,
    Described,
    Rhythm,
    Work,
    is_too_far,
)
from makegood.foundation.journal.actions import record, record_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.kit.money import MOST_CENTS
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
def describe(*, engagement: Engagement, said: Described, by: Actor, at: datetime) -> bool:
    """What is said of a piece of work; what is left out stays, and None or "" takes it away.

    True if anything is new. Refused: no name, one of over 200 characters, a value below nothing, an
    own date more than 100 years off, and why a day matters where no day is said.
    """
    meant = _meant(said, at)
    held = hold(engagement)
    new = {part: value for part, value in meant.items() if getattr(held, part) != value}
    if not new:
        return False
    for part, value in new.items():
        setattr(held, part, value)
    if held.own_date_why and held.own_date is None and new.keys() & {"own_date", "own_date_why"}:
        raise Refusal(_("And which day is that? Or leave both empty."), field="own_date")
    held.save(update_fields=new)
    what = tuple(part for part in PARTS if part in new)
    record(EngagementDescribed(**_pointers(held), what=what), by=by, at=at)
    return True


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


def _meant(said: Described, at: datetime) -> Described:
    """The same as it is kept. Refused: what `describe` refuses of each part alone."""
    meant = said.copy()
    if "name" in meant:
        meant["name"] = as_written(meant["name"])
        _refuse_name(meant["name"])
    if "own_date_why" in meant:
        meant["own_date_why"] = as_written(meant["own_date_why"])
        if len(meant["own_date_why"]) > LONGEST_WHY:
            sentence = _("That is too long: 200 characters are enough.")
            raise Refusal(sentence, field="own_date_why")
    _refuse_value(meant.get("value_cents") or 0)
    day = meant.get("own_date")
    if day is not None and is_too_far(day, at.date()):
        sentence = _("That day is more than 100 years off. Which year did you mean?")
        raise Refusal(sentence, field="own_date")
    return meant


def _refuse_name(name: str) -> None:
    if not name:
        raise Refusal(_("What is it called? A few words are enough."), field="name")
    if len(name) > LONGEST_NAME:
        sentence = _("That name is too long: 200 characters are enough.")
        raise Refusal(sentence, field="name")


def _refuse_value(value_cents: int) -> None:
    if value_cents < 0:
        raise Refusal(_("Work is worth nothing or more, never less."), field="value_cents")
    if value_cents > MOST_CENTS:
        raise Refusal(_("That amount is too large to be one."), field="value_cents")
