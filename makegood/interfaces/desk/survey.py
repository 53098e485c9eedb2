"""One survey: when it is asked, what it asks, and its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.feedback.actions.opening import open_to_anybody, shut
from makegood.domain.feedback.actions.surveys import ask_by_itself, end_asking
from makegood.domain.feedback.models import Asking, Survey, Version
from makegood.domain.feedback.queries import surveys as found_surveys
from makegood.domain.feedback.queries.surveys import Lately, lately
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.open_survey import opened
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.survey_cards import seen
from makegood.interfaces.desk.survey_forms import AskingForm, NameForm
from makegood.interfaces.desk.surveys import asking_words, counts
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal
from makegood.permissions import allows


def survey_or_404(survey: int) -> Survey:
    """A survey of our business; 404 when it is not ours."""
    try:
        return found_surveys.get(survey)
    except Survey.DoesNotExist as missing:
        raise Http404 from missing


ACTS = ("named", "retired", "taken_up")


@desk("see the surveys")
def show(request: DeskRequest, survey: int) -> HttpResponse:
    return survey_page(request, survey_or_404(survey), AskingForm(initial=typed.again(request)))


@desk("change the surveys", methods=BOTH)
def ask(request: DeskRequest, survey: int) -> HttpResponse:
    """From now on it is asked by itself."""
    found = survey_or_404(survey)
    form = AskingForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return survey_page(request, found, form)
    try:
        ask_by_itself(
            survey=found,
            on=Asking.On(form.cleaned_data["on"]),
            days_after=form.cleaned_data["days_after"],
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        if found.retired_at is not None:  # Then its form is not shown any more.
            messages.warning(request, refusal.sentence)
        return survey_page(request, found, form)
    messages.info(request, _("Noted. From now on it is asked by itself."))
    return redirect(here(request, "survey", survey=survey))


@desk("change the surveys", methods=WRITE)
def stop(request: DeskRequest, survey: int, asking: int) -> HttpResponse:
    """It is asked by itself no more."""
    found = survey_or_404(survey).askings.filter(pk=asking).first()
    if found is None:
        raise Http404
    end_asking(asking=found, by=request.actor, at=local_now(request))
    messages.info(request, _("Noted. It is asked by itself no more."))
    return redirect(here(request, "survey", survey=survey))


@desk("change the surveys", methods=WRITE)
def open_it(request: DeskRequest, survey: int) -> HttpResponse:
    """Anybody who has its link or its code may answer."""
    found = survey_or_404(survey)
    try:
        open_to_anybody(survey=found, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    return redirect(here(request, "survey", survey=survey))


@desk("change the surveys", methods=WRITE)
def shut_it(request: DeskRequest, survey: int) -> HttpResponse:
    """Nobody answers by the link that anybody had."""
    shut(survey=survey_or_404(survey), by=request.actor, at=local_now(request))
    messages.info(request, _("The link and its code open nothing any more."))
    return redirect(here(request, "survey", survey=survey))


def survey_page(
    request: DeskRequest, survey: Survey, form: AskingForm, name: NameForm | None = None
) -> HttpResponse:
    """The page of a survey, with its forms as they were sent."""
    now, ids = local_now(request), {"survey": survey.pk}
    versions = found_surveys.versions(survey)
    standing = next((one for one in versions if one.published_at), None)
    shown = (standing or versions[0]).questionnaire
    changes, retired = allows("change the surveys", request.member), survey.retired_at is not None
    may_ask = changes and not retired
    counted = lately(now=now, survey=survey).get(survey.pk, Lately())
    context = {
        "survey": survey,
        "counts": counts(counted) if standing else _("not published yet"),
        "changes": changes,
        "is_published": standing is not None,
        "has_draft": versions[0].published_at is None and standing is not None,
        "is_retired": retired,
        "retired_when": wording.instant(survey.retired_at, now) if survey.retired_at else "",
        "name": name or NameForm(initial={"name": survey.name}, auto_id="name_%s"),
        **{f"{act}_href": here(request, f"survey_{act}", **ids) for act in ACTS},
        "questions_href": here(request, "survey_questions", **ids) if may_ask else "",
        "answers_href": here(request, "survey_answers_file", **ids)
        if allows("see the answers as a table", request.member)
        else "",
        "askings": [_asking(request, one) for one in found_surveys.askings(survey)],
        "others": _others(survey),
        "form": form,
        "asking_href": here(request, "survey_asking", **ids),
        "seen": seen(shown, request.business.locale, request.business.name),
        "versions": [_version(one, now) for one in versions],
        "surveys_href": here(request, "surveys"),
        "results_href": here(request, "survey_results", **ids),
        "opened": opened(survey, now=now) if not retired else "",
        "open_href": here(request, "survey_opened", **ids) if may_ask else "",
        "shut_href": here(request, "survey_shut", **ids) if changes else "",
    }
    status = 422 if form.is_bound or (name is not None and name.is_bound) else 200
    return page(request, "interfaces/desk/survey.html", context, status=status)


def _asking(request: DeskRequest, asking: Asking) -> dict[str, Any]:
    ids = {"survey": asking.survey_id, "asking": asking.pk}
    return {"says": asking_words(asking), "stop": here(request, "survey_asking_ended", **ids)}


def _others(survey: Survey) -> list[str]:
    """What is asked on such things now, and would be no more."""
    named = found_surveys.in_place_of(survey)
    return [
        _("“%(survey)s” is asked %(when)s; this one would take its place.")
        % {"survey": name, "when": Asking.On(on).label}
        for on, name in named.items()
    ]


def _version(version: Version, now: datetime) -> dict[str, str]:
    asked = sum(1 for _question in version.questionnaire.questions())
    n = {"n": asked}
    if version.published_at is None:
        when = _("not published yet")
    else:
        when = _("published %(when)s by %(who)s") % {
            "when": wording.instant(version.published_at, now),
            "who": version.published_by,
        }
    return {
        "number": _("Version %(n)s") % {"n": version.number},
        "says": ngettext("%(n)s question", "%(n)s questions", asked) % n,
        "when": when,
    }
