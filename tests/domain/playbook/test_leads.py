from __future__ import annotations

import pytest

from makegood.domain.playbook.actions import set_leads
from makegood.domain.playbook.queries import leads
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast


def test_what_customers_wait_for_is_asked_two_working_days_before(cast: Cast) -> None:
    with enter(cast.studio):
        assert leads() == {"delivery": 2, "milestone": 2}


def test_a_business_sets_its_own_and_another_keeps_theirs(cast: Cast) -> None:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        set_leads(leads={"delivery": 0, "reply": 1}, by=by, at=SINCE)
        set_leads(leads={"delivery": 5}, by=by, at=SINCE)
        assert leads() == {"delivery": 5, "milestone": 2, "reply": 1}
        assert Entry.objects.filter(event="leads.changed").count() == 2
    with enter(cast.salon):
        assert leads() == {"delivery": 2, "milestone": 2}


@pytest.mark.parametrize("days", [-1, 11])
def test_a_lead_out_of_reach_is_refused(cast: Cast, days: int) -> None:
    with enter(cast.studio), pytest.raises(Refusal, match="earliest"):
        set_leads(leads={"delivery": days}, by=Actor("member", cast.owner.pk), at=SINCE)
