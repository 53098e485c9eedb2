"""What comes of asking so many customers who scored us so: who is asked, when, in which words."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.asking import plan
from makegood.domain.feedback.actions.turns import ask_ours, remind_ours
from makegood.domain.feedback.events import AskingAllowed
from makegood.domain.feedback.models import Asking, Invitation, Response
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter

DAY = timedelta(days=1)
RULE = Actor("rule", rule="kept")
# Who began to answer this time: of them nobody is reminded, whatever they said.
BEGAN = 3

Outcome = list[tuple[object, ...]]


def happened(customer: Customer, now: datetime) -> Entry:
    """Something that they may be asked about."""
    event = AskingAllowed(subject_id=customer.pk, customer_id=customer.pk)
    return record(event, by=RULE, at=now)


def planned(customer: Customer, because: Entry, at: datetime) -> None:
    """They stand to be asked about it."""
    plan(
        on=Asking.On.DELIVERED,
        because=because,
        customer=customer,
        engagement=None,
        member=None,
        by=RULE,
        at=at,
    )


def outcome(
    asking: Asking,
    customers: Sequence[Customer],
    becauses: Sequence[Entry],
    scores: Sequence[int],
    now: datetime,
) -> Outcome:
    """One line for each customer, about whom something happened. Everything is undone again."""
    with transaction.atomic():
        _scored_before(asking, customers, scores, now - 60 * DAY)
        for customer, because in zip(customers, becauses, strict=True):
            planned(customer, because, now)
        for hour in range(0, 25, 6):
            while ask_ours(now=now + timedelta(hours=hour)):
                pass
        about = [because.pk for because in becauses]
        asked = Invitation.objects.filter(because_id__in=about).order_by("because_id")
        Letter.objects.update(state="sent", sent_at=now, ended_at=now, reply="250 ok")
        begun = zip(asked[::BEGAN], scores[::BEGAN], strict=True)
        Response.objects.bulk_create(
            [_response(one, score, now + 2 * DAY) for one, score in begun if one.asked_at]
        )
        for hour in range(0, 25, 6):
            while remind_ours(now=now + 6 * DAY + timedelta(hours=hour)):
                pass
        rows = asked.select_related("letter", "reminder", "customer")
        found = [_line(one) for one in rows]
        transaction.set_rollback(True)
    return found


def _scored_before(
    asking: Asking, customers: Sequence[Customer], scores: Sequence[int], at: datetime
) -> None:
    version = asking.survey.versions.get()
    links = Link.objects.bulk_create(
        [
            Link(purpose=Link.Purpose.ASKED, opens=0, nonce=secrets.token_hex(16), made_at=at)
            for _ in customers
        ]
    )
    asked = Invitation.objects.bulk_create(
        [
            Invitation(
                survey=asking.survey,
                version=version,
                customer=customer,
                how=Invitation.How.BY_HAND,
                made_at=at,
                ask_at=at,
                asked_at=at,
                link=link,
            )
            for customer, link in zip(customers, links, strict=True)
        ]
    )
    Response.objects.bulk_create(
        [_response(one, score, at) for one, score in zip(asked, scores, strict=True)]
    )


def _response(asked: Invitation, score: int, at: datetime) -> Response:
    return Response(
        invitation=asked,
        survey_id=asked.survey_id,
        version_id=asked.version_id,
        customer_id=asked.customer_id,
        language="en",
        started_at=at,
        finished_at=at,
        overall=score,
        overall_of=5,
    )


def _line(one: Invitation) -> tuple[object, ...]:
    """What must not hang on any score. A link's own number is not a word."""
    said = [
        (letter.subject, letter.text.replace(f"asked:{one.link_id}", "asked:N"), letter.made_at)
        for letter in (one.letter, one.reminder)
        if letter is not None
    ]
    return (one.customer_id, one.ask_at, one.asked_at, one.reminded_at, one.dropped, said)
