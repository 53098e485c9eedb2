"""How we put it right: decided, allowed, told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.recovery import letters
from makegood.domain.recovery.actions import putting_right
from makegood.domain.recovery.models import Case, How, Remedy
from makegood.domain.recovery.queries.authority import may_promise
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk import typed
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.case import case_or_404
from makegood.interfaces.desk.case_forms import (
    BesideForm,
    RemedyForm,
    SpokenForm,
)
from makegood.interfaces.desk.case_press import back, letter, press
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("put it right", methods=BOTH)
def decide(request: DeskRequest, case: int) -> HttpResponse:
    """Promise how we put it right; where that is not the member's to decide, put it forward."""
    form = RemedyForm(request.POST or None, initial=typed.again(request), auto_id="remedy_%s")

    def act(found: Case, now: datetime) -> str:
        offer = form.offer(whens.read(request, form.cleaned_data["when"], now), now)
        common: dict[str, Any] = {"case": found, "offer": offer, "member": request.member}
        if may_promise(request.member, offer.cost_cents):
            putting_right.decide_remedy(**common, by=request.actor, at=now)
            said = _("Promised. Now tell them.")
        else:
            putting_right.ask_to_decide(**common, by=request.actor, at=now)
            said = _("Put forward. Somebody who may decide on so much has to.")
        return said

    return press(request, case_or_404(case), "remedy", form, act)


@desk("put it right", methods=WRITE)
def approve(request: DeskRequest, case: int, remedy: int) -> HttpResponse:
    found, now = case_or_404(case), local_now(request)
    one = _remedy(found, remedy)
    try:
        putting_right.approve_remedy(remedy=one, member=request.member, by=request.actor, at=now)
    except Refusal as refusal:
        return back(request, found, refusal.sentence)
    return back(request, found, _("Promised. Now tell them."))


@desk("put it right", methods=BOTH)
def write_remedy(request: DeskRequest, case: int, remedy: int) -> HttpResponse:
    """Draft, read through, send."""
    form = BesideForm(request.POST or None, initial=typed.again(request))
    found = case_or_404(case)
    one = _remedy(found, remedy)

    def draft(found: Case, said: dict[str, Any], now: datetime) -> Triple:
        return letters.remedy(one, said["words"], member=request.member, at=now)

    def send(found: Case, said: dict[str, Any], now: datetime) -> None:
        putting_right.write_remedy(
            remedy=one,
            words=said["words"],
            address=said["email"],
            member=request.member,
            by=request.actor,
            at=now,
        )

    return letter(request, found, form, draft, send)


@desk("put it right", methods=BOTH)
def tell_remedy(request: DeskRequest, case: int, remedy: int) -> HttpResponse:
    found = case_or_404(case)
    one = _remedy(found, remedy)
    form = SpokenForm(request.POST or None, auto_id="spoken_%s")

    def act(found: Case, now: datetime) -> str:
        how = How(form.cleaned_data["how"])
        putting_right.tell_remedy(
            remedy=one, how=how, member=request.member, by=request.actor, at=now
        )
        return _("They know how you put it right.")

    return press(request, found, "spoken", form, act)


def _remedy(case: Case, remedy_id: int) -> Remedy:
    found: Remedy | None = Remedy.objects.filter(pk=remedy_id, case=case).first()
    if found is None:
        raise Http404
    return found
