"""How long each step of a case may take, and what each role may decide on."""

from __future__ import annotations

import pytest

from makegood.domain.playbook.actions import set_authority, set_recovery_times
from makegood.domain.playbook.queries import authority, recovery_times
from makegood.domain.playbook.rules import AUTHORITY, RECOVERY_TIMES
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast


def test_a_business_sets_its_own_times_and_another_keeps_theirs(cast: Cast) -> None:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        assert recovery_times() == RECOVERY_TIMES
        set_recovery_times(times={"acknowledge": 1, "hear": 4}, by=by, at=SINCE)
        set_recovery_times(times={"acknowledge": 2}, by=by, at=SINCE)
        assert recovery_times() == RECOVERY_TIMES | {"acknowledge": 2, "hear": 4}
        assert Entry.objects.filter(event="recovery_times.changed").count() == 2
    with enter(cast.salon):
        assert recovery_times() == RECOVERY_TIMES


@pytest.mark.parametrize("hours", [0, 201])
def test_every_step_has_some_time(cast: Cast, hours: int) -> None:
    with enter(cast.studio):
        with pytest.raises(Refusal, match="1 to 200"):
            set_recovery_times(times={"hear": hours}, by=Actor("member", cast.owner.pk), at=SINCE)
        assert recovery_times() == RECOVERY_TIMES


def test_a_role_may_be_given_less_more_or_all_it_takes(cast: Cast) -> None:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        set_authority(cents={"member": 0, "manager": None}, by=by, at=SINCE)
        assert authority() == AUTHORITY | {"member": 0, "manager": None}
        assert Entry.objects.filter(event="authority.changed").count() == 1


@pytest.mark.parametrize("cents", [-1, 10**9 + 1])
def test_an_amount_out_of_reach_is_refused(cast: Cast, cents: int) -> None:
    with enter(cast.studio):
        with pytest.raises(Refusal, match="0 to ten million"):
            set_authority(cents={"member": cents}, by=Actor("member", cast.owner.pk), at=SINCE)
        assert authority() == AUTHORITY


@pytest.mark.parametrize("role", ["owner", "cook"])
def test_owners_are_never_held_back(cast: Cast, role: str) -> None:
    with enter(cast.studio), pytest.raises(ValueError, match="Owners"):
        set_authority(cents={role: 0}, by=Actor("member", cast.owner.pk), at=SINCE)


def test_a_step_there_is_not_is_no_step(cast: Cast) -> None:
    with enter(cast.studio), pytest.raises(ValueError, match="no such step"):
        set_recovery_times(times={"dance": 4}, by=Actor("member", cast.owner.pk), at=SINCE)
