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
from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Link
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import current_business, enter
from makegood.interfaces.portal.door import READ, WRITE, View, cookie_of, shut

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
            one = _came_in(request, link, to_answer if methods == WRITE else of_link)
            if one.state == State.EXPIRED and not ended:
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            with enter(one.business):
                language = language_of(request, one.invitation)
                with translation.override(language), timezone.override(one.business.tz):
                    return view(request, one, **ids)

        vars(answer)["by_link"], vars(answer)["methods"] = ASKED.value, methods
        return answer

    return guard


def _came_in(request: HttpRequest, link: int, find: Callable[[int], Invitation]) -> Asked:
    """Who holds the link's pass, read together with what they are asked."""
    said = request.COOKIES.get(cookie_of(link), "")
    ours = links.business_of(link) if said else None
    if ours is None:
        raise Http404
    with enter(ours):
        invitation = _asked_by(link, find)
        assert invitation.link is not None
        state = links.state_for(invitation.link, said, purpose=ASKED, now=timezone.now())
        if state is None or state == State.REVOKED:
            raise Http404
        return Asked(ours, invitation, invitation.link, state)


def _asked_by(link: int, find: Callable[[int], Invitation]) -> Invitation:
    try:
        return find(link)
    except Invitation.DoesNotExist:
        raise Http404 from None  # A link for something else.


def language_of(request: HttpRequest, invitation: Invitation) -> str:
    """The language they read: the customer's, or the business's where nobody said. Of whom we do
    not know, their browser's.
    """
    if invitation.customer is None:
        return translation.get_language_from_request(request)
    return invitation.customer.head.language or current_business().locale
