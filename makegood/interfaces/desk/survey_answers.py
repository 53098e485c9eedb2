"""What people wrote, each beside who they are and what was promised to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from makegood.domain.feedback.actions import reasons
from makegood.domain.feedback.models import Reason, Response
from makegood.domain.feedback.queries.written import again, get, written
from makegood.domain.feedback.rules.reasons import What
from makegood.domain.ideas.queries.ideas import in_answers
from makegood.domain.insights.queries.answered import edges, responses_of
from makegood.domain.promises.queries.rows import several
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.insights_months import period
from makegood.interfaces.desk.ledger import LAST_PAGE
from makegood.interfaces.desk.ledger_asked import asked_number
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.survey_asked import Asked, asked, survey_or_404
from makegood.interfaces.desk.survey_words import drawn
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

Shown = dict[str, Any]


@desk("see the answers")
def show(request: DeskRequest, survey: int) -> HttpResponse:
    found, now = survey_or_404(survey), local_now(request)
    shown = asked(request, found)
    what = _what(request.GET.get("what", ""))
    number = asked_number(request.GET.get("page", ""), LAST_PAGE) or 1
    since, until = edges(shown.months, request.business.tz)
    rows, more = written(
        found,
        since=since,
        until=until,
        narrowed=responses_of(shown.whose),
        what=what,
        page=number,
    )
    promises = several({key for one in rows for key in one.promises})
    came = in_answers([one.response.pk for one in rows])
    context = {
        "survey": found,
        "period": period(shown.months),
        "filters": _filters(request, survey, shown, what),
        "rows": [drawn(request, one, promises, came, now) for one in rows],
        "pages": _pages(request, survey, _kept(shown, what), number, more=more),
        "results_href": here(request, "survey_results", survey=survey) + shown.query,
        "narrowed": bool(what or shown.said),
    }
    return page(request, "interfaces/desk/survey_answers.html", context)


@desk("see the answers")
def one(request: DeskRequest, response: int) -> HttpResponse:
    """One answer by itself, however long ago it was: where an idea or a case says what was said."""
    found = _response_or_404(response)
    context = {
        "survey": found.survey,
        "row": _row(request, found, local_now(request)),
        "answers_href": here(request, "survey_answers", survey=found.survey_id),
    }
    return page(request, "interfaces/desk/survey_one_answer.html", context)


@desk("say what an answer is about", methods=WRITE)
def say(request: DeskRequest, response: int) -> HttpResponse:
    found, now = _response_or_404(response), local_now(request)
    said, _colon, question = request.POST.get("about", "").partition(":")
    what = _what(said)
    if what is None:
        return _answer(request, found, now, _("What is it about? Choose one of the list."))
    try:
        reasons.confirm(
            response=found,
            question=question,
            what=what,
            member=request.member,
            by=request.actor,
            at=now,
        )
    except Refusal as refusal:
        return _answer(request, found, now, refusal.sentence)
    return _answer(request, found, now, _("Noted."))


@desk("say what an answer is about", methods=WRITE)
def take_off(request: DeskRequest, response: int, reason: int) -> HttpResponse:
    found, now = _response_or_404(response), local_now(request)
    one = Reason.objects.filter(pk=reason, response=found).select_related("response").first()
    if one is None:
        raise Http404
    reasons.take_off(reason=one, member=request.member, by=request.actor, at=now)
    return _answer(request, found, now, _("Taken off."))


def _response_or_404(response: int) -> Response:
    try:
        return get(response)
    except Response.DoesNotExist as missing:
        raise Http404 from missing


def _answer(request: DeskRequest, found: Response, now: datetime, said: str) -> HttpResponse:
    """The answer as it is now where it was said in place, else on a page by itself."""
    if request.headers.get("HX-Request"):
        context = {"row": _row(request, found, now) | {"announce": said}}
        return render(request, "interfaces/desk/survey_answer.html", context)
    messages.info(request, said)
    return redirect(here(request, "response", response=found.pk))


def _row(request: DeskRequest, found: Response, now: datetime) -> Shown:
    said = again(found)
    return drawn(request, said, several(set(said.promises)), in_answers([found.pk]), now)


def _what(said: str) -> What | None:
    return What(said) if said in set(What) else None


def _kept(shown: Asked, what: What | None) -> dict[str, str]:
    return shown.said | ({"what": what.value} if what else {})


def _filters(request: DeskRequest, survey: int, shown: Asked, what: What | None) -> Shown:
    """Everything, or what somebody's words are about."""
    field = Reason._meta.get_field("what")
    choices = [("", _("All answers")), *((key, label) for key, label in field.flatchoices)]
    return {
        "label": _("What it is about"),
        "choices": [
            {
                "href": _address(request, survey, shown.said | ({"what": key} if key else {})),
                "label": label,
                "current": key == (what or ""),
            }
            for key, label in choices
        ],
    }


def _pages(
    request: DeskRequest, survey: int, kept: dict[str, str], n: int, *, more: bool
) -> dict[str, str]:
    before, after = ({**kept, "page": f"{n + by}"} for by in (-1, 1))
    return {
        "words": _("Page %(n)s") % {"n": n} if n > 1 or more else "",
        "previous_href": _address(request, survey, before) if n > 1 else "",
        "next_href": _address(request, survey, after) if more else "",
    }


def _address(request: DeskRequest, survey: int, said: dict[str, str]) -> str:
    address = here(request, "survey_answers", survey=survey)
    return f"{address}?{urlencode(said)}" if said else address
