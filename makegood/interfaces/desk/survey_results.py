"""What was answered to a survey: figures with their n and interval, or why there are none."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.rules.questionnaire import Questionnaire
from makegood.domain.insights.queries.answered import Answered, Steps, answered, others, people
from makegood.domain.insights.rules.few import may_be_broken_down
from makegood.domain.insights.rules.means import FEWEST
from makegood.domain.insights.rules.months import Window
from makegood.domain.insights.rules.results import Result, results
from makegood.domain.promises.rules.rates import Rate
from makegood.interfaces.desk import survey_compared, survey_figures
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.insights_months import between, percent, period
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.survey_asked import Asked, asked, fields, survey_or_404


@desk("see the rates")
def show(request: DeskRequest, survey: int) -> HttpResponse:
    found = survey_or_404(survey)
    shown = asked(request, found)
    versions = _versions(found)
    now = answered(found, shown.months, zone=request.business.tz, whose=shown.whose)
    few = _too_few(request, found, shown.months, shown, now)
    language = request.business.locale
    said = results(versions, now.given)
    context: dict[str, Any] = {
        "survey": found,
        "survey_href": here(request, "survey", survey=survey),
        "period": period(shown.months),
        "narrow": {"action": request.path, "press": _("Show"), "fields": fields(request, shown)},
        "begun": _begun(now),
        "steps": _steps(now.steps),
        "few": few,
        "is_empty": not now.began and not now.steps.asked,
        "answers_href": here(request, "survey_answers", survey=survey) + shown.query,
        **({} if few else survey_figures.shown(said, language, business=request.business.name)),
    }
    if shown.beside is not None and not few:
        context["compared"] = _compared(request, found, shown, said, versions)
    return page(request, "interfaces/desk/survey_results.html", context)


def _versions(survey: Survey) -> dict[int, Questionnaire]:
    """What was published, from the oldest on."""
    rows = survey.versions.filter(published_at__isnull=False).order_by("number")
    return {version.pk: version.questionnaire for version in rows}


def _compared(
    request: DeskRequest,
    survey: Survey,
    shown: Asked,
    said: list[Result],
    versions: dict[int, Questionnaire],
) -> dict[str, Any]:
    """The figures of both periods, and how far they are apart."""
    assert shown.beside is not None
    before = answered(survey, shown.beside, zone=request.business.tz, whose=shown.whose)
    few = _too_few(request, survey, shown.beside, shown, before)
    words = {"one": period(shown.beside), "other": period(shown.months)}
    if few:
        return {"words": "", "few": _("%(one)s: too few to say.") % words}
    return survey_compared.shown(results(versions, before.given), said, words)


def _too_few(
    request: DeskRequest, survey: Survey, months: Window, shown: Asked, now: Answered
) -> str:
    """Why nothing is broken down; "" where it is."""
    if not now.began:
        return _("Nobody has answered in these months.")
    zone = request.business.tz
    answering = people(survey, months, zone=zone, whose=shown.whose)
    if answering < FEWEST:
        return _(
            "Of fewer than five people nothing is broken down: whose answers they are could be "
            "guessed, and the figures would say little."
        )
    left = others(survey, months, zone=zone, whose=shown.whose) if shown.whose else 0
    if may_be_broken_down(answering, of=answering + left):
        return ""
    return _(
        "All the others are fewer than five people: whoever knows the whole and this part knows "
        "them as well, so this part is not broken down."
    )


def _begun(now: Answered) -> str:
    begun = ngettext("%(n)s was begun", "%(n)s were begun", now.began) % {"n": now.began}
    return _("%(begun)s, %(n)s answered to the end.") % {"begun": begun, "n": now.finished}


def _steps(steps: Steps) -> dict[str, Any] | None:
    """How far those came whom a letter asked, as ui/figures.html shows it."""
    if not steps.asked:
        return None
    opened = {"text": _("not recorded"), "beneath": ""}
    return {
        "caption": _("How far they came"),
        "head": [_("Step"), _("People"), _("Share")],
        "rows": [
            _step(_("Asked by a letter"), steps.asked, None),
            {"label": _("Opened the page"), "cells": [opened, {"text": "–"}]},
            _step(_("Began to answer"), steps.began, Rate(steps.began, steps.asked)),
            _step(_("Answered to the end"), steps.finished, Rate(steps.finished, steps.asked)),
        ],
    }


def _step(label: str, n: int, rate: Rate | None) -> dict[str, Any]:
    share = rate.share if rate else None
    if rate is None or share is None:
        return {"label": label, "cells": [{"text": f"{n}"}, {"text": "–"}]}
    cell = {"text": percent(share), "beneath": between(rate.interval)}
    return {"label": label, "cells": [{"text": f"{n}"}, cell]}
