"""P4 and P5: who is asked, when and in which words hangs on no score; who stopped is left alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.stopping import allow_again, stop
from makegood.domain.feedback.actions.turns import ask_ours, remind_ours
from makegood.domain.feedback.models import Invitation, Response
from makegood.domain.feedback.queries import asking as found
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, asking
from tests.domain.feedback.neutral import Outcome, happened, outcome, planned
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import post_office

SCORES = [1, 5, 2, 4]


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def people(n: int) -> list[Customer]:
    return Customer.objects.bulk_create(
        [
            Customer(name=f"C{i}", name_key=f"c{i}", email=f"c{i}@example.com", met_at=NOW)
            for i in range(n)
        ]
    )


def compared(ours: Cast) -> tuple[Outcome, Outcome]:
    asked, customers = asking(ours.owner), people(len(SCORES))
    becauses = [happened(customer, NOW) for customer in customers]
    others = [6 - score for score in SCORES]
    return (
        outcome(asked, customers, becauses, SCORES, NOW),
        outcome(asked, customers, becauses, others, NOW),
    )


def test_whatever_was_scored_the_same_people_are_asked_at_the_same_time_in_the_same_words(
    ours: Cast,
) -> None:
    one, other = compared(ours)
    assert one == other
    assert all(line[2] for line in one)
    assert sum(bool(line[3]) for line in one) == 2


def test_a_gate_at_four_stars_is_seen(ours: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    right = found.why_not

    def gated(invitation: Invitation) -> Invitation.Dropped | None:
        last = (
            Response.objects.filter(customer=invitation.customer_id).order_by("started_at").last()
        )
        low = last is not None and last.overall is not None and last.overall < 4
        return Invitation.Dropped.RESTING if low else right(invitation)

    monkeypatch.setattr(found, "why_not", gated)
    one, other = compared(ours)
    assert one != other


def test_however_they_stop_and_allow_it_again_nobody_is_asked_against_their_will(
    ours: Cast,
) -> None:
    """P5, with random stops: no letter that asks to anybody whose stop stands."""
    asking(ours.owner)
    customers, dice = people(5), random.Random(5)
    wrong, letters, now = [], 0, NOW
    for _ in range(8):
        for customer in customers:
            by = Actor("customer", customer.pk)
            change = stop if dice.random() < 0.3 else allow_again if dice.random() < 0.3 else None
            if change is not None:
                change(customer=customer, by=by, at=now)
            planned(customer, happened(customer, now), now)
        now += 11 * DAY
        while now.weekday() > 4:
            now += DAY
        before = Letter.objects.count()
        stopped = {one.pk for one in customers if found.is_stopped([one.pk])}
        ask_ours(now=now)
        remind_ours(now=now)
        written = Letter.objects.order_by("id")[before:]
        letters += len(written)
        wrong += [letter for letter in written if letter.customer_id in stopped]
        Letter.objects.update(state="sent", sent_at=now, ended_at=now, reply="250 ok")
    assert letters > 10
    assert wrong == []


def test_the_letter_as_it_is_sent_names_the_press_that_ends_it(cast: Cast) -> None:
    with enter(cast.studio):
        asking(cast.owner)
        (customer,) = people(1)
        planned(customer, happened(customer, NOW), NOW)
        assert ask_ours(now=NOW + 2 * DAY) == 1
    with post_office() as office, to(office):
        work_off()
    (letter,) = office.taken
    where = letter["List-Unsubscribe"].strip()
    assert where.startswith("<http")
    assert where.endswith("/stop>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
