"""What went wrong for a customer: raised with one press, told in their words, right or not yet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.queries import of_customer as works_of
from makegood.domain.promises.letters import due_in_full
from makegood.domain.recovery.actions.listening import hear as hear_them
from makegood.domain.recovery.actions.opening import raise_concern
from makegood.domain.recovery.actions.verifying import answer as say_whether_right
from makegood.domain.recovery.models import Case, How
from makegood.domain.recovery.queries.for_customer import case_of, hears_by
from makegood.foundation.limits.rate import allow
from makegood.interfaces.portal.cases import said_on_page
from makegood.interfaces.portal.door import WRITE, Visit, portal
from makegood.interfaces.portal.page import concern, framed
from makegood.kit.refusal import Refusal

MOST_AN_HOUR = 20
AN_HOUR = 3600


@portal(methods=WRITE)
def raise_one(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One press and a sentence. By when they hear back is a promise from then on."""
    words = request.POST.get("words", "")
    if not _allowed(visit):
        return _too_often(request, visit, words)
    work = _work(visit, request.POST.get("work", ""))
    try:
        case = raise_concern(
            customer=visit.customer,
            engagement=work,
            words=words,
            by=visit.actor,
            at=timezone.now(),
        )
    except Refusal as refusal:
        sent = {"words": words, "work": work and work.pk, "wrong": refusal.sentence}
        again = {"concern": {**concern(visit, ids_of(visit.customer)), **sent}}
        return framed(request, visit, "interfaces/portal/concern_again.html", again, status=422)
    return _to_thanks(visit, case)


@portal(methods=WRITE)
def hear(request: HttpRequest, visit: Visit, case: int) -> HttpResponse:
    """What they expected and what would be right, in their words."""
    found, said = _case_or_404(visit, case), said_on_page(request.POST)
    words = "\n\n".join(filter(None, vars(said).values()))
    if not _allowed(visit):
        return _too_often(request, visit, words)
    try:
        hear_them(
            case=found, words=said, how=How.PAGE, member=None, by=visit.actor, at=timezone.now()
        )
    except Refusal as refusal:
        return _refused(request, visit, refusal, words)
    return _to_thanks(visit, found)


@portal()
def thank(request: HttpRequest, visit: Visit, case: int) -> HttpResponse:
    """They have spoken: by when they hear from us. It changes nothing."""
    found = _case_or_404(visit, case)
    page = reverse("customer_page", kwargs={"link": visit.link.pk})
    said = {"hears_by": _day(found), "back_href": f"{page}#case-{found.pk}"}
    return framed(request, visit, "interfaces/portal/case_thanks.html", said)


@portal(methods=WRITE)
def answer(request: HttpRequest, visit: Visit, case: int) -> HttpResponse:
    """It is right now, or not yet."""
    found, words = _case_or_404(visit, case), request.POST.get("words", "")
    right = request.POST.get("right", "")
    if right not in {"yes", "no"}:
        raise Http404
    if not _allowed(visit):
        return _too_often(request, visit, words)
    try:
        say_whether_right(
            case=found,
            is_right=right == "yes",
            words=words,
            how=How.PAGE,
            member=None,
            by=visit.actor,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _refused(request, visit, refusal, words)
    context = {"is_right": right == "yes", "hears_by": _day(found)}
    return framed(request, visit, "interfaces/portal/case_answered.html", context)


def _allowed(visit: Visit) -> bool:
    return allow("speak of a case", f"link {visit.link.pk}", MOST_AN_HOUR, AN_HOUR)


def _too_often(request: HttpRequest, visit: Visit, words: str) -> HttpResponse:
    kept = {"words": words}
    return framed(request, visit, "interfaces/portal/too_often.html", kept, status=429)


def _refused(request: HttpRequest, visit: Visit, refusal: Refusal, words: str) -> HttpResponse:
    """Why it did not work; softly where only the words are missing."""
    is_missing = refusal.field == "words" and not words.strip()
    said: dict[str, Any] = {"sentence": refusal.sentence, "words": words, "is_missing": is_missing}
    return framed(request, visit, "interfaces/portal/refused.html", said, status=422)


def _day(case: Case) -> str:
    """By when they hear from us; "" where no day is promised."""
    promise = hears_by(case)
    due = promise.due if promise is not None else None
    return due_in_full(due, timezone.localtime()) if due is not None else ""


def _to_thanks(visit: Visit, case: Case) -> HttpResponse:
    return redirect("case_thanks", link=visit.link.pk, case=case.pk)


def _case_or_404(visit: Visit, case_id: int) -> Case:
    try:
        return case_of(visit.customer, case_id)
    except Case.DoesNotExist:
        raise Http404 from None


def _work(visit: Visit, said: str) -> Engagement | None:
    """The piece of work that they mean; one that is not theirs is as if there were none."""
    theirs = works_of(ids_of(visit.customer))
    return next((work for work in theirs if str(work.pk) == said), None)
