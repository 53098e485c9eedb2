"""Many people who answered, as the tests of results want them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.models import Response, Survey
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member


def heard(
    owner: Member,
    survey: Survey,
    scores: Sequence[int],
    *,
    at: datetime,
    words: str = "",
    of: Engagement | None = None,
    by: Customer | None = None,
    member: Member | None = None,
) -> list[Response]:
    """As many people as scores, each of whom gave one and wrote the same words."""
    found = []
    for n, score in enumerate(scores):
        us = Actor("member", owner.pk)
        who = by or meet(name=f"Customer {n} of {at:%d %B %Y}", by=us, at=at)
        one = invite(survey=survey, customer=who, engagement=of, member=member, by=us, at=at)
        found.append(
            answer(
                invitation=one,
                page=0,
                said={"overall": [f"{score}"], "better": [words]},
                language="en",
                enough=True,
                by=Actor("customer", who.pk),
                at=at,
            )
        )
    return found
