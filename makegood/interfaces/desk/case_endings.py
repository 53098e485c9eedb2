"""Whether it is right, how a case ends, and what keeps it from happening again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.recovery import letters
from makegood.domain.recovery.actions import learning, verifying
from makegood.domain.recovery.models import Case, How
from makegood.domain.recovery.queries import progress
from makegood.domain.recovery.queries.causes import names
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk import typed
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.case import case_or_404, prevent_form
from makegood.interfaces.desk.case_forms import (
    AnswerForm,
    AskForm,
    CauseForm,
    PartForm,
)
from makegood.interfaces.desk.case_press import back, letter, press
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("put it right", methods=BOTH)
def ask(request: DeskRequest, case: int) -> HttpResponse:
    """Is it right now? Draft, read through, send; at most twice."""
    form = AskForm(request.POST or None, initial=typed.again(request))

    def draft(found: Case, said: dict[str, Any], now: datetime) -> Triple:
        remedy = progress.standing_remedy(found)
        promised = remedy.words if remedy is not None else ""
        return letters.is_it_right(found, promised, said["words"], member=request.member)

    def send(found: Case, said: dict[str, Any], now: datetime) -> None:
        verifying.ask_verification(
            case=found,
            number=said["number"],
            words=said["words"],
            address=said["email"],
            member=request.member,
            by=request.actor,
            at=now,
        )

    return letter(request, case_or_404(case), form, draft, send)


@desk("put it right", methods=BOTH)
def answer(request: DeskRequest, case: int) -> HttpResponse:
    """They told one of us whether it is right."""
    form = AnswerForm(request.POST or None, initial=typed.again(request), auto_id="answer_%s")

    def act(found: Case, now: datetime) -> str:
        said = form.cleaned_data
        verifying.answer(
            case=found,
            is_right=said["is_right"] == "yes",
            words=said["words"],
            how=How(said["how"]),
            member=request.member,
            by=request.actor,
            at=now,
        )
        return _("Written down.")

    return press(request, case_or_404(case), "answer", form, act)


@desk("put it right", methods=WRITE)
def close_unanswered(request: DeskRequest, case: int) -> HttpResponse:
    found = case_or_404(case)
    try:
        verifying.close_unanswered(case=found, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        return back(request, found, refusal.sentence)
    return back(request, found, _("Closed without an answer. It does not count as put right."))


@desk("put it right", methods=BOTH)
def part(request: DeskRequest, case: int) -> HttpResponse:
    form = PartForm(request.POST or None, initial=typed.again(request), auto_id="part_%s")

    def act(found: Case, now: datetime) -> str:
        verifying.part(case=found, why=form.cleaned_data["why"], by=request.actor, at=now)
        return _("You parted. It does not count as put right.")

    return press(request, case_or_404(case), "part", form, act)


@desk("put it right", methods=BOTH)
def name_cause(request: DeskRequest, case: int) -> HttpResponse:
    form = CauseForm(
        request.POST or None, known=names(), initial=typed.again(request), auto_id="cause_%s"
    )

    def act(found: Case, now: datetime) -> str:
        said = form.cleaned_data
        back = learning.name_cause(
            case=found, name=said["name"], whys=said["whys"], by=request.actor, at=now
        )
        return _("It came back: what you had changed did not hold.") if back else _("Named.")

    return press(request, case_or_404(case), "cause", form, act)


@desk("put it right", methods=BOTH)
def prevent(request: DeskRequest, case: int) -> HttpResponse:
    form = prevent_form(request, request.POST or None)

    def act(found: Case, now: datetime) -> str:
        change = form.change(whens.read(request, form.cleaned_data["when"], now), now)
        learning.prevent(case=found, change=change, by=request.actor, at=now)
        return _("Promised to ourselves.")

    return press(request, case_or_404(case), "prevention", form, act)
