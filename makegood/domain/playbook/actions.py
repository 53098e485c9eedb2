"""Changing how we do things here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.playbook.events import LeadsChanged
from makegood.domain.playbook.models import Lead
from makegood.domain.playbook.rules import LONGEST_LEAD
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
