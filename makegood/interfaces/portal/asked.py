"""How was it? One page after the other; what was pressed is kept, whatever becomes of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.models import Response
from makegood.domain.feedback.queries.responses import answers_of
from makegood.domain.feedback.queries.words import Wording, wording_of
from makegood.domain.feedback.rules.answers import Answers, asked_on, pages_left
from makegood.foundation.limits.rate import allow
from makegood.interfaces.portal.asked_door import Asked, asked
from makegood.interfaces.portal.asked_questions import drawn, from_answers
from makegood.interfaces.portal.door import WRITE
from makegood.kit.refusal import Refusal

MOST_AN_HOUR = 120
AN_HOUR = 3600


@asked()
def show(request: HttpRequest, one: Asked) -> HttpResponse:
    """The page that comes next, with what was answered; a tapped answer is shown as chosen."""
    response = _response(one)
    if response is not None and response.finished_at is not None:
        return _framed(request, one, "interfaces/portal/asked_thanks.html", {})
    answers = answers_of(response) if response else {}
    page = _page(request.GET.get("page", ""), one, answers)
    said = from_answers(answers)
    first = one.invitation.version.questionnaire.first
    chosen = request.GET.get("chosen", "")
    if chosen and page == 0 and first is not None and first.key not in answers:
        said[first.key] = [chosen]
    return _asking(request, one, page, answers, said)


@asked(methods=WRITE)
def keep(request: HttpRequest, one: Asked) -> HttpResponse:
    """Keep one page of answers, with one press; the next page follows, or our thanks."""
    if not allow("answer a survey", f"link {one.link.pk}", MOST_AN_HOUR, AN_HOUR):
        return _framed(request, one, "interfaces/portal/asked_too_often.html", {}, status=429)
    page = _number(request.POST.get("page", ""), one)
    said = {key: request.POST.getlist(key) for key in request.POST}
    try:
        response = answer(
            invitation=one.invitation,
            page=page,
            said=said,
            language=translation.get_language(),
            by=one.actor,
            at=timezone.now(),
            enough="enough" in request.POST,
        )
    except Refusal as refusal:
        answers = _answers(one)
        return _asking(request, one, page, answers, said, refusal)
    here = reverse("asked", kwargs={"link": one.link.pk})
    if response.finished_at is not None:
        return redirect(here)
    left = pages_left(one.invitation.version.questionnaire, answers_of(response), after=page)
    following = next(left, None)
    return redirect(f"{here}?page={following[0] + 1}" if following else here)


def _asking(
    request: HttpRequest,
    one: Asked,
    page: int,
    answers: Answers,
    said: Mapping[str, Sequence[str]],
    refusal: Refusal | None = None,
) -> HttpResponse:
    say = wording_of(one.invitation, translation.get_language())
    asked_now = asked_on(say.questionnaire.pages[page], answers)
    context = {
        "page": page + 1,
        "more": page + 1 < len(say.questionnaire.pages),
        "questions": [drawn(each, say, said.get(each.key, ()), refusal) for each in asked_now],
        "work": say.values["work"],
        "action": reverse("asked_answers", kwargs={"link": one.link.pk}),
        "wrong": refusal.sentence if refusal else "",
    }
    status = 422 if refusal else 200
    return _framed(request, one, "interfaces/portal/asked.html", context, status=status, say=say)


def _framed(
    request: HttpRequest,
    one: Asked,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    say: Wording | None = None,
) -> HttpResponse:
    """A page in the business's frame, in the one language of its words and its questions."""
    invitation, name = one.invitation, one.business.name
    member = invitation.member
    frame = {
        "business": name,
        "face": name[:1].upper(),
        "customer": invitation.customer.head if invitation.customer else None,
        "sender": str(member.user) if member else "",
    }
    with translation.override(say.language if say else translation.get_language()):
        return render(request, template, {**frame, **context}, status=status)


def _page(said: str, one: Asked, answers: Answers) -> int:
    """The page asked for (from 1, as people count), or the first that has no answer yet."""
    if said:
        return _number(str(int(said) - 1) if said.isdecimal() else "", one)
    pages = pages_left(one.invitation.version.questionnaire, answers, after=-1)
    numbers = [
        number
        for number, page in pages
        if not any(question.key in answers for question in page.questions)
    ]
    return numbers[0] if numbers else 0


def _number(said: str, one: Asked) -> int:
    """The number of one of its pages, from 0; a page that there is not is not found."""
    if not said.isdecimal() or int(said) >= len(one.invitation.version.questionnaire.pages):
        raise Http404
    return int(said)


def _response(one: Asked) -> Response | None:
    return Response.objects.filter(invitation=one.invitation).first()


def _answers(one: Asked) -> Answers:
    response = _response(one)
    return answers_of(response) if response else {}
