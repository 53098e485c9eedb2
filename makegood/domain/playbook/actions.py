"""Changing how we do things here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.playbook.events import (
    AuthorityChanged,
    LeadsChanged,
    RecoveryTimesChanged,
    ReplyTimeChanged,
    WeightChanged,
)
from makegood.domain.playbook.models import Authority, Lead, RecoveryTime, ReplyTime, Weight
from makegood.domain.playbook.rules import (
    AUTHORITY,
    LONGEST_LEAD,
    LONGEST_RECOVERY,
    LONGEST_REPLY,
    MOST_AUTHORITY,
    MOST_GOOD_FOR_BAD,
    RECOVERY_TIMES,
)
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import current_business, current_business_id
from makegood.kit.refusal import Refusal


@transaction.atomic
def set_leads(*, leads: Mapping[str, int], by: Actor, at: datetime) -> None:
    """Working days before the due, by kind; 0 asks never. Refused: more than ten."""
    if any(not 0 <= days <= LONGEST_LEAD for days in leads.values()):
        raise Refusal(_("Ten working days before is the earliest."), field="leads")
    Lead.objects.bulk_create(
        [
            Lead(business=current_business(), kind=kind, working_days=days)
            for kind, days in leads.items()
        ],
        update_conflicts=True,
        unique_fields=["business", "kind"],
        update_fields=["working_days"],
    )
    record(LeadsChanged(subject_id=current_business_id()), by=by, at=at)


@transaction.atomic
def set_reply_time(*, office_hours: int, by: Actor, at: datetime) -> None:
    """Within how many office hours we answer; 0 promises nothing. Refused: more than forty."""
    if not 0 <= office_hours <= LONGEST_REPLY:
        raise Refusal(_("Forty office hours are the longest."), field="office_hours")
    ReplyTime.objects.bulk_create(
        [ReplyTime(business=current_business(), office_hours=office_hours)],
        update_conflicts=True,
        unique_fields=["business"],
        update_fields=["office_hours"],
    )
    event = ReplyTimeChanged(subject_id=current_business_id(), office_hours=office_hours)
    record(event, by=by, at=at)


@transaction.atomic
def set_recovery_times(*, times: Mapping[str, int], by: Actor, at: datetime) -> None:
    """Office hours by step of a case; each has some. Refused: none at all, more than 200.

    What was promised already stays as it was promised. ValueError for a step there is not.
    """
    if not times.keys() <= RECOVERY_TIMES.keys():
        raise ValueError("A case has no such step.")
    if any(not 1 <= hours <= LONGEST_RECOVERY for hours in times.values()):
        raise Refusal(_("Each step has 1 to 200 office hours."), field="times")
    RecoveryTime.objects.bulk_create(
        [
            RecoveryTime(business=current_business(), step=step, office_hours=hours)
            for step, hours in times.items()
        ],
        update_conflicts=True,
        unique_fields=["business", "step"],
        update_fields=["office_hours"],
    )
    record(RecoveryTimesChanged(subject_id=current_business_id()), by=by, at=at)


@transaction.atomic
def set_authority(*, cents: Mapping[str, int | None], by: Actor, at: datetime) -> None:
    """What each role may spend on putting something right, in hundredths; None: all it takes.

    Owners always may. Refused: less than nothing, and more than ten million.
    ValueError for a role there is not, or the owner's.
    """
    if not cents.keys() <= AUTHORITY.keys() - {"owner"}:
        raise ValueError("Owners may decide on everything, and there is no other such role.")
    if any(most is not None and not 0 <= most <= MOST_AUTHORITY for most in cents.values()):
        raise Refusal(_("An amount from 0 to ten million fits."), field="cents")
    Authority.objects.bulk_create(
        [
            Authority(business=current_business(), role=role, cents=most)
            for role, most in cents.items()
        ],
        update_conflicts=True,
        unique_fields=["business", "role"],
        update_fields=["cents"],
    )
    record(AuthorityChanged(subject_id=current_business_id()), by=by, at=at)


@transaction.atomic
def set_good_for_bad(*, good: int, by: Actor, at: datetime) -> None:
    """How many good moments make up for one bad. Refused: none, and more than a hundred."""
    if not 1 <= good <= MOST_GOOD_FOR_BAD:
        raise Refusal(_("Say a number from 1 to 100."), field="good")
    Weight.objects.bulk_create(
        [Weight(business=current_business(), good_for_bad=good)],
        update_conflicts=True,
        unique_fields=["business"],
        update_fields=["good_for_bad"],
    )
    record(WeightChanged(subject_id=current_business_id(), good_for_bad=good), by=by, at=at)
