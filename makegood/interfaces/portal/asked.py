"""How was it? One page after the other; what was pressed is kept, whatever becomes of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.feedback.actions.pressing import press
from makegood.domain.feedback.queries.asking import has_begun
from makegood.domain.feedback.queries.drawn import from_answers
from makegood.domain.feedback.queries.pressed import so_far
from makegood.domain.feedback.rules.answers import Answers, figures_of, pages_left
from makegood.domain.feedback.rules.scoring import is_low
from makegood.domain.promises.letters import due_in_full
from makegood.domain.recovery.queries.for_customer import cases_of
from makegood.foundation.limits.rate import allow
from makegood.foundation.links.rules import State
from makegood.interfaces.portal.asked_door import Asked, asked
from makegood.interfaces.portal.asked_files import TAKES_FILES, files_too, with_files
from makegood.interfaces.portal.asked_page import (
    asked_no_more,
    asking,
    framed,
    page_number,
    reach_of,
    sent,
)
from makegood.interfaces.portal.door import WRITE
from makegood.kit.refusal import Refusal

# Each page once, and a few more for whoever thinks again.
MOST_AN_HOUR = 40
AN_HOUR = 3600


@asked(ended=True)
def show(request: HttpRequest, one: Asked) -> HttpResponse:
    """The page that comes next, with what was answered; a tapped answer is shown as chosen.

    A survey that was retired says that it is over, but to whoever has begun.
    """
    known = so_far(one.invitation)
    if known is not None and known.is_finished:
        return _thanked(request, one, known.answers)
    is_over = known is None and one.invitation.survey.retired_at is not None
    if is_over or one.state == State.EXPIRED:
        return asked_no_more(request, one.invitation, is_over=is_over)
    answers = known.answers if known else {}
    page = _page(request.GET.get("page", ""), one, answers)
    said: dict[str, Sequence[str]] = dict(from_answers(answers))
    first = one.invitation.version.questionnaire.first
    chosen = request.GET.get("chosen", "")
    is_tapped = bool(chosen) and page == 0 and first is not None and first.key not in answers
    if is_tapped and first is not None:
        said[first.key] = [chosen]
    return asking(
        request,
        one.invitation,
        said,
        action=_answers_address(one),
        page=page,
        answers=answers,
        is_tapped=is_tapped,
    )


@asked(methods=WRITE)
def keep(request: HttpRequest, one: Asked) -> HttpResponse:
    """Keep one page of answers, with one press; the next page follows, or our thanks."""
    # The first press of a link happens once, and is counted only where it is refused.
    begun = has_begun(one.invitation)
    if begun and not _may_go_on(one):
        return _again(request, one, Refusal(files_too(request, too_many())), status=429)
    page = page_number(request.POST.get("page", ""), one.invitation)
    try:
        is_finished = press(
            invitation=one.invitation,
            page=page,
            said=with_files(one, request, page),
            language=translation.get_language(),
            at=timezone.now(),
            enough="enough" in request.POST,
        )
    except Refusal as refusal:
        if not begun and not _may_go_on(one):
            return _again(request, one, Refusal(too_many()), status=429)
        return _again(request, one, refusal, status=422)
    here = reverse("asked", kwargs={"link": one.link.pk})
    if is_finished:
        return redirect(here)
    return redirect(f"{here}?page={page + 2}")


vars(keep).update(TAKES_FILES)


@asked(methods=WRITE)
def once_more(request: HttpRequest, one: Asked) -> HttpResponse:
    """The page's token was lost: what was typed is shown once more, to be pressed again."""
    return _again(request, one, Refusal(files_too(request, open_for_long())), status=403)


def _may_go_on(one: Asked) -> bool:
    return allow("answer a survey", f"link {one.link.pk}", MOST_AN_HOUR, AN_HOUR)


def open_for_long() -> str:
    return _(
        "This page was open for long, so we ask again before anything is sent. "
        "Nothing you wrote is lost."
    )


def too_many() -> str:
    return _("That was a lot of presses. Nothing you wrote is lost: try again in an hour.")


def _again(request: HttpRequest, one: Asked, why: Refusal, *, status: int) -> HttpResponse:
    """The same page as it was sent, and why."""
    page = page_number(request.POST.get("page", ""), one.invitation)
    known = so_far(one.invitation)
    return asking(
        request,
        one.invitation,
        sent(request),
        action=_answers_address(one),
        page=page,
        answers=known.answers if known else {},
        why=why,
        status=status,
    )


def _thanked(request: HttpRequest, one: Asked, answers: Answers) -> HttpResponse:
    figures = figures_of(one.invitation.version.questionnaire, answers)
    score, out_of = figures["overall"], figures["overall_of"]
    was_bad = score is not None and out_of is not None and is_low(score, out_of)
    name = "interfaces/portal/asked_thanks.html"
    said = {
        "was_bad": was_bad,
        "hears_by": _hears_by(one) if was_bad else "",
        "reach": reach_of(one.invitation, timezone.localtime()),
    }
    return framed(request, one.invitation, name, said)


def _hears_by(one: Asked) -> str:
    """By when they hear from us, where that is promised already: a case opens after the press."""
    customer, work = one.invitation.customer, one.invitation.engagement_id
    theirs = cases_of(ids_of(customer)) if customer is not None else []
    dues = (case.answer.due for case in theirs if case.answer and case.case.engagement_id == work)
    due = next((due for due in dues if due is not None), None)
    return due_in_full(due, timezone.localtime()) if due is not None else ""


def _page(said: str, one: Asked, answers: Answers) -> int:
    """The page asked for (from 1, as people count), or the next that asks something; without one,
    the first that has no answer yet.
    """
    questionnaire = one.invitation.version.questionnaire
    if said:
        number = page_number(said, one.invitation, first=1)
        left = pages_left(questionnaire, answers, after=number - 1)
        return next(left, (number, None))[0]
    numbers = [
        number
        for number, page in pages_left(questionnaire, answers, after=-1)
        if not any(question.key in answers for question in page.questions)
    ]
    return numbers[0] if numbers else 0


def _answers_address(one: Asked) -> str:
    return reverse("asked_answers", kwargs={"link": one.link.pk})
