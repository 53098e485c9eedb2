"""Putting the questions of a survey together: each press keeps the draft, one press publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from makegood.domain.feedback.actions.surveys import publish, write
from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.queries.asking import is_open
from makegood.domain.feedback.queries.surveys import drafted, published
from makegood.domain.feedback.rules import building
from makegood.domain.feedback.rules.changes import changes
from makegood.domain.feedback.rules.checking import (
    MOST_QUESTIONS,
    Wrong,
    wrong,
    wrong_for_anybody,
)
from makegood.domain.feedback.rules.questionnaire import (
    PLACEHOLDERS,
    Kind,
    Measures,
    Question,
    Questionnaire,
)
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here, page, to_page
from makegood.interfaces.desk.survey import survey_or_404
from makegood.interfaces.desk.survey_cards import KINDS, pages_of, seen
from makegood.interfaces.desk.survey_form import new_key, read
from makegood.interfaces.desk.when import local_now

STEPS = {"up": -1, "down": 1}
EMPTY: Mapping[str, str] = {}


@desk("change the surveys", methods=BOTH)
def build(request: DeskRequest, survey: int) -> HttpResponse:
    """The draft, to be changed; a press says what is done to it besides keeping what was typed."""
    found = survey_or_404(survey)
    before, again = drafted(found), typed.again(request)
    language = _language(request, before, again)
    if request.method != "POST":
        return _page(request, found, read(before, again, language), language)
    verb, _blank, what = request.POST.get("press", "").partition(" ")
    draft = read(before, request.POST.dict(), language)
    if verb == "publish":
        return _publish(request, found, building.tidied(draft), language)
    draft, about = _pressed(draft, verb, what)
    if draft != before:
        write(survey=found, questionnaire=draft, at=local_now(request))
    shown = {"language": what if verb in {"say", "also"} else language, **about}
    address = here(request, "survey_questions", survey=survey)
    return redirect(f"{address}?{urlencode(shown)}")


@desk("change the surveys", methods=WRITE)
def preview(request: DeskRequest, survey: int) -> HttpResponse:
    """What is being typed, as the customer would see it. Nothing is written."""
    found = survey_or_404(survey)
    before = drafted(found)
    language = _language(request, before)
    draft = read(before, request.POST.dict(), language)
    context = _aside(request, found, draft, language) | {"swaps": True}
    return render(request, "interfaces/desk/survey_aside.html", context)


def _pressed(draft: Questionnaire, verb: str, what: str) -> tuple[Questionnaire, dict[str, str]]:
    """What one press does to the draft, and what to show of it."""
    if verb == "add" and what in KINDS and sum(1 for _one in draft.questions()) < MOST_QUESTIONS:
        question = _new(draft, Kind(what))
        return building.added(draft, question), {"at": question.key, "added": "1"}
    if verb in STEPS:
        return building.apart(building.moved(draft, what, STEPS[verb])), {"at": what}
    if verb == "remove":
        return building.without(draft, what), {}
    if verb == "page":
        return building.new_page(draft), {}
    if verb == "also" and what in dict(settings.LANGUAGES):
        return building.speaking(draft, what), {}
    if verb == "unsay":
        return building.silent(draft, what), {}
    return draft, {}


def _new(draft: Questionnaire, kind: Kind) -> Question:
    """The first stars are how it was, all in all, until somebody says otherwise."""
    overall = kind == Kind.RATING and draft.measuring(Measures.OVERALL) is None
    measures = Measures.OVERALL if overall else Measures.NOTHING
    return Question(key=new_key(), kind=kind, words={}, measures=measures)


def _publish(
    request: DeskRequest, survey: Survey, draft: Questionnaire, language: str
) -> HttpResponse:
    now = local_now(request)
    to_mend = _to_mend(survey, draft, now)
    if to_mend:
        write(survey=survey, questionnaire=draft, at=now)
        return _page(request, survey, draft, language, wrong=to_mend)
    if draft != published(survey):
        with transaction.atomic():
            write(survey=survey, questionnaire=draft, at=now)
            publish(survey=survey, member=request.member, by=request.actor, at=now)
    messages.info(request, _("Published. Whoever is asked next is asked this."))
    return to_page(request, here(request, "survey", survey=survey.pk))


def _to_mend(survey: Survey, draft: Questionnaire, now: datetime) -> list[Wrong]:
    """What to mend before it is published; of an open survey a question for files too."""
    found = wrong(draft)
    if draft.takes_files and is_open(survey, now=now):
        found += wrong_for_anybody(draft)
    return found


def _language(request: DeskRequest, draft: Questionnaire, again: Mapping[str, str] = EMPTY) -> str:
    """In which language the words are typed: the form says it, or the address that leads here."""
    said = request.POST.get("language") or again.get("language") or request.GET.get("language", "")
    return said if said in draft.languages else draft.languages[0]


def _page(
    request: DeskRequest,
    survey: Survey,
    draft: Questionnaire,
    language: str,
    wrong: Sequence[Wrong] = (),
) -> HttpResponse:
    at, added = request.GET.get("at", ""), "added" in request.GET
    context = {
        **_aside(request, survey, draft, language),
        "survey": survey,
        "survey_href": here(request, "survey", survey=survey.pk),
        "action": here(request, "survey_questions", survey=survey.pk),
        "pages": pages_of(draft, language, wrong, at=at, added=added),
        "is_first_language": language == draft.languages[0],
        "language": language,
        "languages": _languages(draft, language),
        "kinds": [{"value": kind.value, "label": label} for kind, label in KINDS.items()],
        "is_full": sum(1 for _one in draft.questions()) >= MOST_QUESTIONS,
        "placeholders": [f"{{{name}}}" for name in PLACEHOLDERS],
    }
    status = 422 if wrong else 200
    return page(request, "interfaces/desk/survey_building.html", context, status=status)


def _languages(draft: Questionnaire, language: str) -> list[dict[str, Any]]:
    """Ours, the first one first: those it speaks, and those it could."""
    named = dict(settings.LANGUAGES)
    codes = [*draft.languages, *(code for code in named if code not in draft.languages)]
    return [
        {
            "code": code,
            "name": str(named.get(code, code)),
            "spoken": code in draft.languages,
            "current": code == language,
        }
        for code in codes
    ]


def _aside(
    request: DeskRequest, survey: Survey, draft: Questionnaire, language: str
) -> dict[str, Any]:
    """What stands beside the form: how it looks, what to mend, what would change."""
    standing = published(survey)
    tidy = building.tidied(draft)
    return {
        "seen": seen(draft, language, request.business.name),
        "to_mend": [
            {"key": one.question, "says": str(one)}
            for one in _to_mend(survey, tidy, local_now(request))
        ],
        "changes": changes(standing, tidy) if standing else [],
        "is_published": standing is not None,
        "is_same": tidy == standing,
        "preview_href": here(request, "survey_preview", survey=survey.pk),
    }
