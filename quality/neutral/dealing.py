"""Dealing scores out anew, and asking again all that decides. Imported when Django is set up."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from unittest import mock

from django.db import connection

from makegood.domain.customers.models import Customer
from makegood.domain.feedback import letters
from makegood.domain.feedback.actions.asking import ask, invite, plan
from makegood.domain.feedback.models import Asking, Invitation, Response, Stop
from makegood.domain.feedback.queries import asking as found
from makegood.foundation.tenancy.models import Business, Member, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.database import bring_in_step
from tests.domain.feedback import asked, neutral

NOW, DAY = asked.NOW, timedelta(days=1)
LONG_AGO = NOW - 300 * DAY
TABLE = Response._meta.db_table
SCORES = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
STOPPED, NO_MAIL, RESTING, OWED, BEGAN, SILENT = range(4, 10)


@dataclass(frozen=True)
class Town:
    """A business that asks after each delivery, and ten customers who scored it before."""

    business: Business
    asking: Asking
    responses: list[Response]


def dealt(swaps: int) -> int:
    """How often another decision came of other scores."""
    there, lot = town(), Random(1)
    with enter(there.business):
        differ, first = 0, _decided(0)
        words = [_decided(n)[-1] for n in range(len(_waiting()))]
        for n in range(1, swaps + 1):
            scores = SCORES + lot.choices(SCORES, k=len(there.responses) - len(SCORES))
            lot.shuffle(scores)
            pairs = zip(scores, (one.pk for one in there.responses), strict=True)
            with connection.cursor() as cursor:
                cursor.executemany(f"UPDATE {TABLE} SET overall = %s WHERE id = %s", list(pairs))
            decided = _decided(n)
            differ += decided != [*first[:-1], words[n % len(words)]]
    return differ


def turned_over(n: int) -> int:
    """Of how many people the whole way went otherwise, once each gave what another gives."""
    there = town()
    with enter(there.business):
        customers = people(n, LONG_AGO)
        becauses = [neutral.happened(customer, NOW) for customer in customers]
        scores = [1 + one % 5 for one in range(n)]
        one, other = (
            neutral.outcome(there.asking, customers, becauses, given, NOW)
            for given in (scores, [6 - score for score in scores])
        )
    assert any(line[2] for line in one)
    return sum(here != beside for here, beside in zip(one, other, strict=True))


def planted(bug: str) -> AbstractContextManager[Any]:
    """A bug in what decides; none for no name."""
    if not bug:
        return nullcontext()
    gate, rests, asks = found.why_not, found.is_resting, letters.asking

    def gated(invitation: Invitation) -> Invitation.Dropped | None:
        return Invitation.Dropped.RESTING if _last(invitation.customer) < 4 else gate(invitation)

    def waits(customer: Customer, *, at: datetime) -> bool:
        return _last(customer) < 4 or rests(customer, at=at)

    def flattered(invitation: Invitation) -> dict[str, Any]:
        said = asks(invitation)
        more = " Please tell others, too." if _last(invitation.customer) == 5 else ""
        return {**said, "text": said["text"] + more}

    if bug == "gate":
        return mock.patch.object(found, "why_not", gated)
    if bug == "later":
        return mock.patch.object(found, "is_resting", waits)
    return mock.patch.object(letters, "asking", flattered)


def _last(customer: Customer | None) -> int:
    given = Response.objects.filter(customer=customer, overall__isnull=False)
    return given.order_by("started_at").values_list("overall", flat=True).last() or 4


def _waiting() -> list[Invitation]:
    turn = found.due(now=NOW + 2 * DAY)
    related = ("customer", "engagement", "survey", "version", "member__user")
    rows = Invitation.objects.select_related(*related).in_bulk(turn)
    return [rows[number] for number in turn]


def _decided(turn: int) -> list[object]:
    """Who is asked and when, who is dropped and why, who is reminded; and one letter's words."""
    waiting, at = _waiting(), NOW + 2 * DAY
    said = letters.asking(waiting[turn % len(waiting)])
    return [
        [
            (one.pk, one.ask_at, found.why_not(one), one.customer and _rests(one.customer, at))
            for one in waiting
        ],
        found.to_remind(now=at),
        said,
    ]


def _rests(customer: Customer, at: datetime) -> bool:
    return found.is_resting(customer, at=at)


@cache
def town() -> Town:
    bring_in_step()
    business = Business.objects.create(
        slug="town",
        name="Fern & Oak",
        zone="Europe/Berlin",
        country="DE",
        demo=True,  # So that as many letters are written as there are people.
        made_at=LONG_AGO,
    )
    user = User.objects.create(email="owner@example.com", name="Ada", password="!")
    owner = Member.objects.create(
        business=business, user=user, role=Member.Role.OWNER, joined_at=LONG_AGO
    )
    with enter(business):
        asks, customers = asked.asking(owner), people(len(SCORES), NOW)
        customers[NO_MAIL].email = ""
        customers[NO_MAIL].save(update_fields=["email"])
        scored = [_asked_by_hand(asks, one, NOW - 60 * DAY) for one in customers]
        scored.append(_asked_by_hand(asks, customers[RESTING], NOW - 10 * DAY))
        _stand_to_be_asked(owner, customers)
        scored.append(_response(_asked_by_letter(customers[BEGAN]), NOW - 3 * DAY))
        _asked_by_letter(customers[SILENT])
        responses = Response.objects.bulk_create(scored)
        assert len(found.to_remind(now=NOW + 2 * DAY)) == 1
    return Town(business, asks, responses)


def people(n: int, met_at: datetime) -> list[Customer]:
    before = Customer.objects.count()
    names = [f"C{before + number}" for number in range(n)]
    return Customer.objects.bulk_create(
        Customer(name=one, name_key=one.lower(), email=f"{one.lower()}@example.com", met_at=met_at)
        for one in names
    )


def _asked_by_hand(asks: Asking, customer: Customer, at: datetime) -> Response:
    return _response(invite(survey=asks.survey, customer=customer, by=neutral.RULE, at=at), at)


def _response(invitation: Invitation, at: datetime) -> Response:
    return Response(
        invitation=invitation,
        survey_id=invitation.survey_id,
        version_id=invitation.version_id,
        customer_id=invitation.customer_id,
        language="en",
        started_at=at,
        overall=3,
        overall_of=5,
    )


def _stand_to_be_asked(owner: Member, customers: list[Customer]) -> None:
    for customer in customers[:OWED]:
        neutral.planned(customer, neutral.happened(customer, NOW), NOW)
    Stop.objects.create(customer=customers[STOPPED], stopped_at=NOW)
    work = asked.work(owner, customers[OWED], mail=customers[OWED].email)
    asked.promised(owner, work)
    plan(
        on=Asking.On.DELIVERED,
        because=neutral.happened(customers[OWED], NOW),
        customer=customers[OWED],
        engagement=work,
        member=owner,
        by=neutral.RULE,
        at=NOW,
    )


def _asked_by_letter(customer: Customer) -> Invitation:
    """Somebody who has the letter since some days."""
    at = NOW - 5 * DAY
    neutral.planned(customer, neutral.happened(customer, at), at)
    invitation: Invitation = Invitation.objects.get(customer=customer, because_id__isnull=False)
    assert ask(invitation=invitation, by=neutral.RULE, at=at)
    asked.arrived(invitation, at=at)
    return invitation
