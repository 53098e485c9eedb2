"""A survey gets another name, or is asked no more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.feedback.actions import surveys
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.survey import survey_or_404, survey_page
from makegood.interfaces.desk.survey_forms import AskingForm, NameForm
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("change the surveys", methods=BOTH)
def rename(request: DeskRequest, survey: int) -> HttpResponse:
    found = survey_or_404(survey)
    form = NameForm(request.POST or None, initial=typed.again(request), auto_id="name_%s")
    if not form.is_valid():
        return survey_page(request, found, AskingForm(), form)
    name = form.cleaned_data["name"]
    try:
        surveys.rename(survey=found, name=name, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        form.refuse(refusal)
        return survey_page(request, found, AskingForm(), form)
    return redirect(here(request, "survey", survey=survey))


@desk("change the surveys", methods=WRITE)
def retire(request: DeskRequest, survey: int) -> HttpResponse:
    """Nobody is asked it any more; what was answered stays."""
    surveys.retire(survey=survey_or_404(survey), by=request.actor, at=local_now(request))
    return redirect(here(request, "survey", survey=survey))


@desk("change the surveys", methods=WRITE)
def take_up(request: DeskRequest, survey: int) -> HttpResponse:
    surveys.take_up(survey=survey_or_404(survey), by=request.actor, at=local_now(request))
    messages.info(request, _("In use again. Say when it is asked."))
    return redirect(here(request, "survey", survey=survey))
