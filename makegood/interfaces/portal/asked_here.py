"""On a customer's own page: what they were asked and have not answered yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from makegood.domain.feedback.queries.asking import open_for
from makegood.domain.feedback.queries.drawn import drawn
from makegood.domain.feedback.queries.words import wording_of
from makegood.interfaces.portal.arriving import led_to, tapped
from makegood.interfaces.portal.door import Visit, portal


def asked_here(visit: Visit, now: datetime) -> dict[str, Any] | None:
    """The first question, each answer as a way to where it is pressed; None if nothing is asked."""
    invitation = open_for(visit.customer, now=now)
    if invitation is None:
        return None
    say = wording_of(invitation, translation.get_language())
    where, first = (
        reverse("asked_from_page", kwargs={"link": visit.link.pk}),
        say.questionnaire.first,
    )
    question = drawn(first, say, (), None) if first else {}
    for choice in question.get("choices", ()):
        choice["href"] = f"{where}?{urlencode({'chosen': choice['value']})}"
    return {"work": say.values["work"], "question": question, "href": where}


@portal()
def go(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let them in to what they were asked, with what they tapped. It changes nothing."""
    invitation = open_for(visit.customer, now=timezone.now())
    if invitation is None or invitation.link is None:
        raise Http404
    page = reverse("asked", kwargs={"link": invitation.link.pk})
    return led_to(invitation.link, page + tapped(request), invitation.link.expires_at)
