"""A page of questions in the business's frame, whoever is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.drawn import drawn
from makegood.domain.feedback.queries.words import wording_of
from makegood.domain.feedback.rules.answers import Answers, asked_on
from makegood.domain.feedback.rules.questionnaire import Kind
from makegood.foundation.tenancy.scope import current_business
from makegood.interfaces.portal.asked_given import given
from makegood.interfaces.portal.reach import reach
from makegood.kit.refusal import Refusal
from makegood.kit.whole_number import whole_number

Said = Mapping[str, Sequence[str]]


def asking(
    request: HttpRequest,
    invitation: Invitation,
    said: Said,
    *,
    action: str,
    page: int = 0,
    answers: Answers | None = None,
    why: Refusal | None = None,
    status: int = 200,
    is_tapped: bool = False,
    **hidden: Any,
) -> HttpResponse:
    """Ask one page (from 0). `said` is what a browser sent or an earlier press kept; `why`: why
    it is shown once more; `is_tapped`: what is chosen came along and is not kept yet; `hidden`:
    what the form sends along.
    """
    say = wording_of(invitation, translation.get_language())
    with translation.override(say.language):
        asked_now = asked_on(say.questionnaire.pages[page], answers or {})
        drawn_now = [drawn(each, say, said.get(each.key, ()), why) for each in asked_now]
        context = {
            "page": page + 1,
            **given(invitation, drawn_now, said),
            "asks_days": any(each.kind == Kind.DATE for each in asked_now),
            "work": say.values["work"],
            "action": action,
            "wrong": why.sentence if why else "",
            "is_tapped": is_tapped,
            "hidden": hidden,
        }
        name = "interfaces/portal/asked.html"
        return framed(request, invitation, name, context, status=status)


def framed(
    request: HttpRequest,
    invitation: Invitation,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page in the business's frame."""
    name, member = current_business().name, invitation.member
    frame = {
        "business": name,
        "face": name[:1].upper(),
        "customer": invitation.customer.head if invitation.customer else None,
        "sender": str(member) if member else "",
    }
    return render(request, template, {**frame, **context}, status=status)


def asked_no_more(request: HttpRequest, invitation: Invitation, *, is_over: bool) -> HttpResponse:
    """It was a while ago; or `is_over`: nobody is asked it any more."""
    name = "interfaces/portal/asked_ended.html"
    said = {"is_over": is_over, "reach": reach_of(invitation, timezone.localtime())}
    return framed(request, invitation, name, said)


def reach_of(invitation: Invitation, now: datetime) -> dict[str, Any]:
    """How they reach us. Whom we do not know learns our telephone, and nobody's mail address."""
    said = reach([], now)
    if invitation.customer is not None:
        return said
    return {**said, "who": "", "mail": "", "answer": ""} if said["phone"] else {}


def page_number(said: str, invitation: Invitation, *, first: int = 0) -> int:
    """The number of one of its pages, from 0; a page that there is not is not found. `first`: what
    the first one is called where it is said.
    """
    pages = invitation.version.questionnaire.pages
    number = whole_number(said, most=len(pages) - 1 + first)
    if number is None or number < first:
        raise Http404
    return number - first


def sent(request: HttpRequest) -> Said:
    """What their browser sent, by the question's key."""
    return {key: request.POST.getlist(key) for key in request.POST}
