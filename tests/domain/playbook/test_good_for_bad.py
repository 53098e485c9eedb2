from __future__ import annotations

import pytest

from makegood.domain.playbook.actions import set_good_for_bad
from makegood.domain.playbook.models import Weight
from makegood.domain.playbook.queries import good_for_bad
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast


def test_twelve_is_said_and_each_business_sees_it_its_own_way(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        assert good_for_bad() == 12
        set_good_for_bad(good=5, by=by, at=SINCE)
        set_good_for_bad(good=6, by=by, at=SINCE)
        assert (good_for_bad(), Weight.objects.count()) == (6, 1)
        assert Entry.objects.filter(event="weight.changed").latest("id").facts == {
            "good_for_bad": 6
        }
    with enter(cast.salon):
        assert good_for_bad() == 12


@pytest.mark.parametrize("good", [0, 101])
def test_what_is_no_weight_is_refused_and_leaves_no_trace(cast: Cast, good: int) -> None:
    with enter(cast.studio):
        with pytest.raises(Refusal):
            set_good_for_bad(good=good, by=Actor("member", cast.owner.pk), at=SINCE)
        assert not Weight.objects.exists()
        assert not Entry.objects.filter(event="weight.changed").exists()
