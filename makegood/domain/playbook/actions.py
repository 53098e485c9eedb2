"""Changing how we do things here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.playbook.events import LeadsChanged, ReplyTimeChanged
from makegood.domain.playbook.models import Lead, ReplyTime
from makegood.domain.playbook.rules import LONGEST_LEAD, LONGEST_REPLY
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
