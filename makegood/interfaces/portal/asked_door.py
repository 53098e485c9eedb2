"""The way in for somebody who was asked: the pass that the link in their letter left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone, translation

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.asking import of_link, to_answer
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.models import Link
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import current_business, enter
from makegood.interfaces.portal.door import READ, WRITE, View, opened_by, shut

ASKED = Link.Purpose.ASKED


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked, and the link that they hold."""

    business: Business
    invitation: Invitation
    link: Link
    state: State = State.OPEN

    @property
    def actor(self) -> Actor:
        return Actor("customer", self.invitation.customer_id)


def asked(methods: tuple[str, ...] = READ, *, ended: bool = False) -> Callable[[View], View]:
    """Guard a view by the link in its address; it speaks the language of whoever is asked.

    `ended`: it answers links that have expired too.
    """

    def guard(view: View) -> View:
        @shut
        @wraps(view)
        def answer(request: HttpRequest, link: int, **ids: Any) -> HttpResponse:
            opened = opened_by(request, link, ASKED)
            if opened is None or (opened.state == State.EXPIRED and not ended):
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            ours = opened.business
            with enter(ours):
                invitation = to_answer(link) if methods == WRITE else of_link(link)
                one = Asked(ours, invitation, opened.link, opened.state)
                language = language_of(request, one.invitation)
                with translation.override(language), timezone.override(ours.tz):
                    return view(request, one, **ids)

        vars(answer)["by_link"], vars(answer)["methods"] = ASKED.value, methods
        return answer

    return guard


def language_of(request: HttpRequest, invitation: Invitation) -> str:
    """The language they read: the customer's, or the business's where nobody said. Of whom we do
    not know, their browser's.
    """
    if invitation.customer is None:
        return translation.get_language_from_request(request)
    return invitation.customer.head.language or current_business().locale
