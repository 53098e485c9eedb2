"""What customers are asked: all surveys, and beginning one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from makegood.domain.feedback.actions.surveys import begin
from makegood.domain.feedback.models import Asking
from makegood.domain.feedback.models.surveys import LONGEST_NAME
from makegood.domain.feedback.queries.surveys import Lately, lately, surveys, unpublished
from makegood.domain.feedback.rules.questionnaire import Page, Questionnaire
from makegood.domain.feedback.rules.ready import READY
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.shown_files import filling
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal
from makegood.permissions import allows


class EmptyForm(InOurWords):
    """A survey of one's own, with no question yet."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=LONGEST_NAME)


@desk("see the surveys")
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, EmptyForm(initial=typed.again(request)))


@desk("change the surveys", methods=WRITE)
def begin_ready(request: DeskRequest) -> HttpResponse:
    """One of those that are ready, to be published as it is or changed before."""
    key = request.POST.get("ready", "")
    if key not in READY:
        return redirect(here(request, "surveys"))
    ready = READY[key]
    survey = begin(
        name=str(ready.name),
        questionnaire=ready.questions(_languages(request)),
        ready=key,
        by=request.actor,
        at=local_now(request),
    )
    return redirect(here(request, "survey_questions", survey=survey.pk))


@desk("change the surveys", methods=BOTH)
def begin_empty(request: DeskRequest) -> HttpResponse:
    form = EmptyForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, form)
    first = _languages(request)[:1]
    try:
        survey = begin(
            name=form.cleaned_data["name"],
            questionnaire=Questionnaire(languages=tuple(first), pages=(Page(questions=()),)),
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form)
    return redirect(here(request, "survey_questions", survey=survey.pk))


def _languages(request: DeskRequest) -> list[str]:
    """Ours, that of the business first."""
    ours = request.business.locale
    return sorted(dict(settings.LANGUAGES), key=lambda code: (code != ours, code))


def _page(request: DeskRequest, form: EmptyForm) -> HttpResponse:
    counted, drafts = lately(now=local_now(request)), unpublished()
    changes = allows("change the surveys", request.member)
    context = {
        "surveys": [
            {
                "name": one.name,
                "href": here(request, "survey", survey=one.pk),
                "asked": [asking_words(each) for each in asked],
                "counts": counts(counted.get(one.pk, Lately())),
                "draft": _("retired") if one.retired_at else draft_words(drafts.get(one.pk)),
            }
            for one, asked in surveys()
        ],
        "filling": filling(),
        "ideas_href": here(request, "ideas"),
        "changes": changes,
        "ready": _ready() if changes else [],
        "ready_href": here(request, "surveys_ready"),
        "empty": form,
        "empty_href": here(request, "surveys_empty"),
        "brought_href": here(request, "surveys_brought"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "interfaces/desk/surveys.html", context, status=status)


def _ready() -> list[dict[str, Any]]:
    return [{"key": key, "name": one.name, "use": one.use} for key, one in READY.items()]


def asking_words(asking: Asking) -> str:
    """“2 days after all of a piece of work is delivered.”"""
    days = {"n": asking.days_after}
    if asking.on == Asking.On.DELIVERED:
        at_once = _("When all of a piece of work is delivered")
        later = ngettext(
            "%(n)s day after all of a piece of work is delivered",
            "%(n)s days after all of a piece of work is delivered",
            asking.days_after,
        )
    elif asking.on == Asking.On.MILESTONE:
        at_once = _("When a milestone is kept")
        later = ngettext(
            "%(n)s day after a milestone is kept",
            "%(n)s days after a milestone is kept",
            asking.days_after,
        )
    else:
        at_once = _("When a case is closed")
        later = ngettext(
            "%(n)s day after a case is closed",
            "%(n)s days after a case is closed",
            asking.days_after,
        )
    return later % days if asking.days_after else at_once


def counts(found: Lately) -> str:
    """How many were asked and answered lately, with the period."""
    if not (found.sent or found.by_themselves):
        return _("Nobody was asked in the last 90 days")
    said = _("%(answered)s of %(sent)s answered in the last 90 days")
    sentence = said % {"answered": found.answered, "sent": found.sent}
    if not found.by_themselves:
        return sentence
    n = {"n": found.by_themselves}
    alone = ngettext("%(n)s by the open link", "%(n)s by the open link", found.by_themselves) % n
    return f"{sentence} · {alone}" if found.sent else alone


def draft_words(published_before: bool | None) -> str:
    """Where it stands; nothing where it is asked as it is."""
    if published_before is None:
        return ""
    return _("changed, not published yet") if published_before else _("not published yet")
