"""One of us asks a customer how it was, on the page of their work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.engagements import queries as engagements
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.by_hand import ask_by_hand
from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.asking import asked_by_link, usual_survey
from makegood.interfaces.desk.customer_link import ways
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal
from makegood.permissions import allows

ASK = "ask how it was"


@desk(ASK, methods=WRITE)
def ask(request: DeskRequest, engagement: int) -> HttpResponse:
    """By a letter where an address is known; else they have a link, which is handed over."""
    try:
        work, survey = engagements.get(engagement), usual_survey()
    except Engagement.DoesNotExist as missing:
        raise Http404 from missing
    if survey is None:
        raise Http404
    try:
        asked = ask_by_hand(
            survey=survey,
            customer=work.who,
            engagement=work,
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        messages.info(request, refusal.sentence)
    else:
        messages.info(request, _said(asked))
    return redirect(f"{here(request, 'engagement', engagement=engagement)}#how-it-was")


def _said(asked: Invitation) -> str:
    if asked.letter is None:
        return _("They have a link to our questions now. Hand it over.")
    return _("A letter to %(address)s asks how it was.") % {"address": asked.letter.to_address}


def asking_of(request: DeskRequest, engagement: Engagement, now: datetime) -> dict[str, Any] | None:
    """What the page of a delivered work shows of it; None to who may not, and with no questions."""
    if not allows(ASK, request.member) or usual_survey() is None:
        return None
    asked = asked_by_link(engagement, now=now)
    held = None
    if asked is not None and asked.link is not None:
        label = _("The link to our questions")
        field = {"field": "asked-link", "label": label}
        held = field | ways("asked_link", asked.link, engagement.who)
    action = here(request, "ask_about", engagement=engagement.pk)
    act = {"action": action, "label": _("Ask how it was"), "tone": "quiet", "whole": True}
    return {"held": held, "address": engagement.who.email, "act": act}
