"""What becomes of an idea: other words, planned, done, not now, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.ideas.actions import deciding, hearing
from makegood.domain.ideas.models import Idea
from makegood.domain.promises.rules.due import Due
from makegood.interfaces.desk import typed
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.idea import idea_or_404, idea_page
from makegood.interfaces.desk.idea_forms import DoneForm, NotNowForm, PlanForm, WordsForm
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("decide on an idea", methods=BOTH)
def reword(request: DeskRequest, idea: int) -> HttpResponse:
    found = idea_or_404(idea)
    form = WordsForm(request.POST or None, initial=typed.again(request), auto_id="words_%s")

    def act(now: datetime) -> str:
        said = form.cleaned_data
        hearing.reword(idea=found, title=said["title"], plan=said["plan"], by=request.actor, at=now)
        return _("Noted.")

    return _press(request, found, "words", form, act)


@desk("decide on an idea", methods=BOTH)
def plan(request: DeskRequest, idea: int) -> HttpResponse:
    """With a day it is a promise to ourselves, of whoever pressed."""
    found = idea_or_404(idea)
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, initial=typed.again(request), auto_id="plan_%s")

    def act(now: datetime) -> str:
        due = _due(request, form.cleaned_data["when"], now)
        deciding.plan(idea=found, due=due, member=request.member, by=request.actor, at=now)
        return _("Promised to ourselves.") if due else _("Planned.")

    return _press(request, found, "plan", form, act)


@desk("decide on an idea", methods=BOTH)
def finish(request: DeskRequest, idea: int) -> HttpResponse:
    found = idea_or_404(idea)
    form = DoneForm(request.POST or None, initial=typed.again(request), auto_id="done_%s")

    def act(now: datetime) -> str:
        deciding.finish(idea=found, did=form.cleaned_data["did"], by=request.actor, at=now)
        return _("Done. Now tell those who said it.")

    return _press(request, found, "done", form, act)


@desk("decide on an idea", methods=BOTH)
def set_aside(request: DeskRequest, idea: int) -> HttpResponse:
    found = idea_or_404(idea)
    form = NotNowForm(request.POST or None, initial=typed.again(request), auto_id="not_now_%s")

    def act(now: datetime) -> str:
        deciding.set_aside(idea=found, why=form.cleaned_data["why"], by=request.actor, at=now)
        return _("Set aside. It stands under “Not now”.")

    return _press(request, found, "not_now", form, act)


@desk("decide on an idea", methods=WRITE)
def take_up(request: DeskRequest, idea: int) -> HttpResponse:
    found = idea_or_404(idea)
    try:
        deciding.take_up(idea=found, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
        return _back(request, found)
    messages.info(request, _("It is open again."))
    return _back(request, found)


def _due(request: DeskRequest, words: str, now: datetime) -> Due | None:
    """The day that was named, if one was."""
    return whens.read(request, words, now) if words.strip() else None


def _press(
    request: DeskRequest, idea: Idea, name: str, form: InOurWords, act: Callable[[datetime], str]
) -> HttpResponse:
    """One act on an idea; what is wrong stands beside its field, and nothing is lost."""
    if not form.is_valid():
        return idea_page(request, idea, **{name: form})
    try:
        said = act(local_now(request))
    except Refusal as refusal:
        form.refuse(refusal)
        return idea_page(request, idea, **{name: form})
    messages.info(request, said)
    return _back(request, idea)


def _back(request: DeskRequest, idea: Idea) -> HttpResponse:
    return redirect(here(request, "idea", idea=idea.pk))
