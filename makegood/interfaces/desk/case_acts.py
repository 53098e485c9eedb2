"""The acts of a case, each one press on its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.recovery import letters
from makegood.domain.recovery.actions import learning, listening, opening, putting_right, verifying
from makegood.domain.recovery.actions.listening import Words
from makegood.domain.recovery.models import Case, How, Remedy
from makegood.domain.recovery.queries import progress
from makegood.domain.recovery.queries.authority import may_promise
from makegood.domain.recovery.queries.causes import names
from makegood.foundation.mail.rendering import Triple
from makegood.foundation.tenancy.models import Member
from makegood.interfaces.desk import typed
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.case import case_or_404, case_page, prevent_form
from makegood.interfaces.desk.case_forms import (
    AccountForm,
    AnswerForm,
    CauseForm,
    HearForm,
    LetterForm,
    PartForm,
    RemedyForm,
    SpokenForm,
)
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

READ_THROUGH = "read"


@desk("put it right", methods=WRITE)
def take(request: DeskRequest, case: int) -> HttpResponse:
    found = case_or_404(case)
    opening.take(case=found, owner=request.member, by=request.actor, at=local_now(request))
    return _back(request, found, _("It is yours."))


@desk("put it right", methods=BOTH)
def write_acknowledgement(request: DeskRequest, case: int) -> HttpResponse:
    """Draft, read through, send."""

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

    return _letter(request, case_or_404(case), draft, send)


@desk("put it right", methods=BOTH)
def acknowledge(request: DeskRequest, case: int) -> HttpResponse:
    form = SpokenForm(request.POST or None, auto_id="spoken_%s")

    def act(found: Case, now: datetime) -> str:
        how = How(form.cleaned_data["how"])
        listening.acknowledge(case=found, how=how, member=request.member, by=request.actor, at=now)
        return _("They know that you heard them.")

    return _press(request, case_or_404(case), "spoken", form, act)


@desk("put it right", methods=BOTH)
def hear(request: DeskRequest, case: int) -> HttpResponse:
    form = HearForm(request.POST or None, initial=typed.again(request), auto_id="hearing_%s")

    def act(found: Case, now: datetime) -> str:
        said = dict(form.cleaned_data)
        how = How(said.pop("how"))
        listening.hear(
            case=found,
            words=Words(**said),
            how=how,
            member=request.member,
            by=request.actor,
            at=now,
        )
        return _("Written down, in their words.")

    return _press(request, case_or_404(case), "hearing", form, act)


@desk("put it right", methods=BOTH)
def account(request: DeskRequest, case: int) -> HttpResponse:
    form = AccountForm(request.POST or None, initial=typed.again(request), auto_id="account_%s")

    def act(found: Case, now: datetime) -> str:
        words = form.cleaned_data["words"]
        listening.account(case=found, words=words, member=request.member, by=request.actor, at=now)
        return _("Written down.")

    return _press(request, case_or_404(case), "account", form, act)


@desk("put it right", methods=BOTH)
def decide(request: DeskRequest, case: int) -> HttpResponse:
    """Promise how we put it right; where that is not the member's to decide, put it forward."""
    form = RemedyForm(request.POST or None, initial=typed.again(request), auto_id="remedy_%s")

    def act(found: Case, now: datetime) -> str:
        said = form.cleaned_data
        due = whens.read(request, said["when"], now)
        day = due.last or (due.at.astimezone(now.tzinfo).date() if due.at else now.date())
        offer = putting_right.Offer(
            kind=Remedy.Kind(said["kind"]),
            words=said["words"],
            due_on=day,
            cost_cents=said["cost"],
        )
        common: dict[str, Any] = {"case": found, "offer": offer, "member": request.member}
        if may_promise(request.member, offer.cost_cents):
            putting_right.decide_remedy(**common, by=request.actor, at=now)
            return _("Promised. Now tell them.")
        putting_right.ask_to_decide(**common, by=request.actor, at=now)
        return _("Put forward. Somebody who may decide on so much has to.")

    return _press(request, case_or_404(case), "remedy", form, act)


@desk("put it right", methods=WRITE)
def approve(request: DeskRequest, case: int, remedy: int) -> HttpResponse:
    found, now = case_or_404(case), local_now(request)
    one = _remedy(found, remedy)
    try:
        putting_right.approve_remedy(remedy=one, member=request.member, by=request.actor, at=now)
    except Refusal as refusal:
        return _back(request, found, refusal.sentence)
    return _back(request, found, _("Promised. Now tell them."))


@desk("put it right", methods=BOTH)
def write_remedy(request: DeskRequest, case: int, remedy: int) -> HttpResponse:
    """Draft, read through, send."""
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

    return _letter(request, found, draft, send, wants_words=False)


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

    return _press(request, found, "spoken", form, act)


@desk("put it right", methods=BOTH)
def ask(request: DeskRequest, case: int) -> HttpResponse:
    """Is it right now? Draft, read through, send; at most twice."""

    def draft(found: Case, said: dict[str, Any], now: datetime) -> Triple:
        remedy = progress.standing_remedy(found)
        promised = remedy.words if remedy is not None else ""
        return letters.is_it_right(found, promised, said["words"], member=request.member)

    def send(found: Case, said: dict[str, Any], now: datetime) -> None:
        verifying.ask_verification(
            case=found,
            number=len(progress.asks(found)) + 1,
            words=said["words"],
            address=said["email"],
            member=request.member,
            by=request.actor,
            at=now,
        )

    return _letter(request, case_or_404(case), draft, send, wants_words=False)


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

    return _press(request, case_or_404(case), "answer", form, act)


@desk("put it right", methods=WRITE)
def close_unanswered(request: DeskRequest, case: int) -> HttpResponse:
    found = case_or_404(case)
    try:
        verifying.close_unanswered(case=found, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        return _back(request, found, refusal.sentence)
    return _back(request, found, _("Closed without an answer. It does not count as put right."))


@desk("put it right", methods=BOTH)
def part(request: DeskRequest, case: int) -> HttpResponse:
    form = PartForm(request.POST or None, initial=typed.again(request), auto_id="part_%s")

    def act(found: Case, now: datetime) -> str:
        verifying.part(case=found, why=form.cleaned_data["why"], by=request.actor, at=now)
        return _("You parted. It does not count as put right.")

    return _press(request, case_or_404(case), "part", form, act)


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

    return _press(request, case_or_404(case), "cause", form, act)


@desk("put it right", methods=BOTH)
def prevent(request: DeskRequest, case: int) -> HttpResponse:
    form = prevent_form(request, request.POST or None)

    def act(found: Case, now: datetime) -> str:
        said = form.cleaned_data
        due = whens.read(request, said["when"], now)
        day = due.last or (due.at.astimezone(now.tzinfo).date() if due.at else now.date())
        change = learning.Change(
            words=said["words"],
            owner=Member.objects.get(pk=said["owner"], business=request.business),
            due_on=day,
            watch_days=said["watch_days"],
        )
        learning.prevent(case=found, change=change, by=request.actor, at=now)
        return _("Promised to ourselves.")

    return _press(request, case_or_404(case), "prevention", form, act)


def _press(
    request: DeskRequest,
    case: Case,
    name: str,
    form: InOurWords,
    act: Callable[[Case, datetime], str],
) -> HttpResponse:
    """One act of a case; what is wrong stands beside its field, and nothing is lost."""
    now = local_now(request)
    sent: dict[str, Any] = {name: form}
    if not form.is_valid():
        return case_page(request, case, now, **sent)
    try:
        said = act(case, now)
    except Refusal as refusal:
        form.refuse(refusal)
        return case_page(request, case, now, **sent)
    return _back(request, case, said)


def _letter(
    request: DeskRequest,
    case: Case,
    draft: Callable[[Case, dict[str, Any], datetime], Triple],
    send: Callable[[Case, dict[str, Any], datetime], None],
    *,
    wants_words: bool = True,
) -> HttpResponse:
    """A letter of a case, read through first. Reading through writes nothing."""
    now = local_now(request)
    form = LetterForm(request.POST or None, initial=typed.again(request))
    form.fields["words"].required = wants_words
    if not form.is_valid():
        return case_page(request, case, now, letter=form)
    try:
        if READ_THROUGH in request.POST:
            read = draft(case, form.cleaned_data, now)
            return case_page(request, case, now, letter=form, draft=read)
        send(case, form.cleaned_data, now)
    except Refusal as refusal:
        form.refuse(refusal)
        return case_page(request, case, now, letter=form)
    return _back(request, case, _("It is on its way."))


def _remedy(case: Case, remedy_id: int) -> Remedy:
    found: Remedy | None = Remedy.objects.filter(pk=remedy_id, case=case).first()
    if found is None:
        raise Http404
    return found


def _back(request: DeskRequest, case: Case, said: str) -> HttpResponse:
    messages.info(request, said)
    return redirect(here(request, "case", case=case.pk))
