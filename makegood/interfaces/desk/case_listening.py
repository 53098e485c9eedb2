"""Saying that we heard them, hearing them, and saying what happened on our side."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.recovery import letters
from makegood.domain.recovery.actions import listening, opening
from makegood.domain.recovery.models import Case, How
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.case import case_or_404
from makegood.interfaces.desk.case_forms import (
    AccountForm,
    HearForm,
    LetterForm,
    SpokenForm,
)
from makegood.interfaces.desk.case_press import back, letter, press
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.when import local_now


@desk("put it right", methods=WRITE)
def take(request: DeskRequest, case: int) -> HttpResponse:
    found = case_or_404(case)
    opening.take(case=found, owner=request.member, by=request.actor, at=local_now(request))
    return back(request, found, _("It is yours."))


@desk("put it right", methods=BOTH)
def write_acknowledgement(request: DeskRequest, case: int) -> HttpResponse:
    """Draft, read through, send."""
    form = LetterForm(request.POST or None, initial=typed.again(request))

    def draft(found: Case, said: dict[str, Any], now: datetime) -> Triple:
        return letters.heard_you(found, said["words"], member=request.member, at=now)

    def send(found: Case, said: dict[str, Any], now: datetime) -> None:
        listening.write_acknowledgement(
            case=found,
            words=said["words"],
            address=said["email"],
            member=request.member,
            by=request.actor,
            at=now,
        )

    return letter(request, case_or_404(case), form, draft, send)


@desk("put it right", methods=BOTH)
def acknowledge(request: DeskRequest, case: int) -> HttpResponse:
    form = SpokenForm(request.POST or None, auto_id="spoken_%s")

    def act(found: Case, now: datetime) -> str:
        how = How(form.cleaned_data["how"])
        listening.acknowledge(case=found, how=how, member=request.member, by=request.actor, at=now)
        return _("They know that you heard them.")

    return press(request, case_or_404(case), "spoken", form, act)


@desk("put it right", methods=BOTH)
def hear(request: DeskRequest, case: int) -> HttpResponse:
    form = HearForm(request.POST or None, initial=typed.again(request), auto_id="hearing_%s")

    def act(found: Case, now: datetime) -> str:
        listening.hear(
            case=found,
            words=form.words,
            how=How(form.cleaned_data["how"]),
            member=request.member,
            by=request.actor,
            at=now,
        )
        return _("Written down, in their words.")

    return press(request, case_or_404(case), "hearing", form, act)


@desk("put it right", methods=BOTH)
def account(request: DeskRequest, case: int) -> HttpResponse:
    form = AccountForm(request.POST or None, initial=typed.again(request), auto_id="account_%s")

    def act(found: Case, now: datetime) -> str:
        words = form.cleaned_data["words"]
        listening.account(case=found, words=words, member=request.member, by=request.actor, at=now)
        return _("Written down.")

    return press(request, case_or_404(case), "account", form, act)
