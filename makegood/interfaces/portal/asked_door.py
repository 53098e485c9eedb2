"""The way in for somebody who was asked: the pass that the link in their letter left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone, translation

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.asking import of_link
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.models import Link
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal.door import READ, View, opened_by, shut

ASKED = Link.Purpose.ASKED


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked, and the link that they hold."""

    business: Business
    invitation: Invitation
    link: Link

    @property
    def actor(self) -> Actor:
        return Actor("customer", self.invitation.customer_id)


def asked(methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """Guard a view by the link in its address; it speaks the language of whoever is asked."""

    def guard(view: View) -> View:
        @shut
        @wraps(view)
        def answer(request: HttpRequest, link: int, **ids: Any) -> HttpResponse:
            opened = opened_by(request, link, ASKED)
            if opened is None or opened.state != State.OPEN:
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            ours = opened.business
            with enter(ours):
                one = Asked(ours, of_link(link), opened.link)
                with translation.override(language_of(one)), timezone.override(ours.tz):
                    return view(request, one, **ids)

        vars(answer)["by_link"], vars(answer)["methods"] = ASKED.value, methods
        return answer

    return guard


def language_of(one: Asked) -> str:
    """The language they read; the business's where nobody said."""
    customer = one.invitation.customer
    return (customer.head.language if customer else "") or one.business.locale
