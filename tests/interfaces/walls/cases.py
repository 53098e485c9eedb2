"""The letters of a case, each written when its turn has come."""

from __future__ import annotations

from typing import Any

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.recovery.actions.listening import (
    Words,
    account,
    hear,
    write_acknowledgement,
)
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.actions.putting_right import Offer, decide_remedy, write_remedy
from makegood.domain.recovery.actions.verifying import ask_verification
from makegood.domain.recovery.models import Case, How, Remedy
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.interfaces.portal.furnished import NOW


def case_heard(owner: Member, name: str = "Dora") -> Case:
    """We heard them, and when they hear how we put it right."""
    us = _us(owner)
    with enter(owner.business):
        case = open_by_hand(who=name, matter="The sign is crooked", **us)
        write_acknowledgement(case=case, **_said(case), **us)
    return case


def remedy(owner: Member, name: str = "Edda") -> Case:
    """How we put it right."""
    case, us = case_heard(owner, name), _us(owner)
    with enter(owner.business):
        hear(case=case, words=Words(wishes="A straight one."), how=How.PHONE, **us)
        account(case=case, words="The template slipped.", **us)
        offer = Offer(kind=Remedy.Kind.REDO, words="A new sign", due_on=NOW.date())
        decided = decide_remedy(case=case, offer=offer, **us)
        write_remedy(remedy=decided, **_said(case), **us)
        assert decided.promise is not None
        keep(promise=decided.promise, by=us["by"], at=NOW)
    return case


def is_it_right(owner: Member) -> None:
    """Is it right now?"""
    case = remedy(owner, "Fritz")
    with enter(owner.business):
        ask_verification(case=case, number=1, **_said(case), **_us(owner))


def _us(owner: Member) -> dict[str, Any]:
    return {"member": owner, "by": Actor("member", owner.pk), "at": NOW}


def _said(case: Case) -> dict[str, Any]:
    return {"words": "It hangs crooked.", "address": f"{case.who.name}@example.com"}
