"""The orders as a business lives them: every act at its hour, by the actions, the clock handed in.

Bought is promised, delivered is kept, a due that passed is found by the watch, a review is a score
at the hour of its answer. What follows from an act follows at once. Nobody works at the cases that
open, and no worker runs: no letter leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from makegood.domain.customers.actions import meet
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.surveys import begin as begin_survey
from makegood.domain.feedback.actions.surveys import publish
from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.watching import watch
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.actions import open_business, write_down
from makegood.foundation.journal.actions import carry_out
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from quality.replay.plain import CANCELLED, DELIVERED, Order, Row

ZONE = ZoneInfo("America/Sao_Paulo")
BEFORE_ALL = datetime(2016, 1, 1, tzinfo=UTC)
# The watch looks every five minutes; who cancels does so at once: when is not in the data.
A_LOOK, AT_ONCE = timedelta(minutes=5), timedelta(minutes=1)
Act = Callable[[datetime], None]


def opened(name: str) -> Member:
    """The owner of a new business, from before the first order."""
    address = f"{name.lower().replace(' ', '-')}@example.com"
    owner = write_down(email=address, name="Ada", password=None, at=BEFORE_ALL)
    said: dict[str, Any] = {"zone": ZONE.key, "locale": "en", "at": BEFORE_ALL}
    return open_business(name=name, owner=owner, **said)


def surveyed(member: Member) -> Survey:
    """The standard questions, published."""
    us: dict[str, Any] = {"by": Actor("member", member.pk), "at": BEFORE_ALL}
    survey = begin_survey(name="How was it?", questionnaire=after_delivery(["en"]), **us)
    publish(survey=survey, member=member, **us)
    return survey


@dataclass
class Life:
    """One order: its work and its promise, once it was bought.

    `apart`, a planted bug: a score does not say which piece of work it is of.
    """

    order: Order
    member: Member
    survey: Survey
    apart: bool = False
    work: Engagement = field(init=False)
    promise: Promise = field(init=False)

    @property
    def by(self) -> Actor:
        return Actor("member", self.member.pk)

    @property
    def due(self) -> Due:
        day = date.fromisoformat(self.order.row["order_estimated_delivery_date"][:10])
        return Due(zone=ZONE.key, first=day, last=day)

    def acts(self) -> Iterator[tuple[datetime, Act]]:
        row = self.order.row
        bought = instant(row["order_purchase_timestamp"])
        yield bought, self.buy
        if row["order_status"] == DELIVERED:
            yield instant(row["order_delivered_customer_date"]), self.deliver
        if row["order_status"] == CANCELLED:
            yield bought + AT_ONCE, self.cancel
        for review in self.order.reviews:
            yield instant(review["review_answer_timestamp"]), partial(self.score, review)

    def buy(self, at: datetime) -> None:
        name = f"Order {self.order.row['order_id']}"
        customer = meet(name=f"Customer {self.order.person}", by=self.by, at=at)
        self.work = begin(customer=customer, name=name, by=self.by, at=at)
        terms = Terms(
            text=name,
            customer=customer,
            engagement=self.work,
            kind=Promise.Kind.DELIVERY,
            owner=self.member,
        )
        self.promise = make(terms=terms, due=self.due, by=self.by, at=at)

    def deliver(self, at: datetime) -> None:
        keep(promise=self.promise, by=self.by, at=at)

    def cancel(self, at: datetime) -> None:
        asked_by = Promise.AskedBy.CUSTOMER
        withdraw(promise=self.promise, asked_by=asked_by, by=self.by, at=at)

    def score(self, review: Row, at: datetime) -> None:
        """They press the overall figure, by a link of their own, and say no more."""
        asked = invite(
            survey=self.survey,
            customer=self.work.customer,
            engagement=None if self.apart else self.work,
            member=self.member,
            by=self.by,
            at=min(at, instant(review["review_creation_date"])),
        )
        answer(
            invitation=asked,
            page=0,
            said={"overall": [review["review_score"]]},
            language="en",
            enough=True,
            by=Actor("customer", self.work.customer_id),
            at=at,
        )


def live(orders: Iterable[Order], member: Member, *, apart: bool = False) -> datetime:
    """Live through these orders; the last hour at which anything happened."""
    with enter(member.business):
        survey = surveyed(member)
    lives = [Life(order, member, survey, apart) for order in orders]
    diary: list[tuple[datetime, Act | None]] = [act for one in lives for act in one.acts()]
    looks = {one.due.late_after + A_LOOK for one in lives}
    diary += [(at, None) for at in looks]
    diary.sort(key=lambda each: each[0])
    for is_look, acts in groupby(diary, key=lambda each: each[1] is None):
        if is_look:
            for at, _act in acts:
                watch(now=at)
                _together(member, [(at, None)])
        else:
            _together(member, acts)
    return diary[-1][0]


def _together(member: Member, acts: Iterable[tuple[datetime, Act | None]]) -> None:
    """Acts and what follows from each; between two looks they share one commit, for speed alone."""
    with enter(member.business), transaction.atomic():
        for at, act in acts:
            if act is not None:
                act(at)
            _follow(at)


def _follow(at: datetime) -> None:
    waiting = Delivery.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True)
    while found := list(waiting.all()):
        for delivery in found:
            carry_out(delivery_id=delivery, at=at)


def instant(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=ZONE)
