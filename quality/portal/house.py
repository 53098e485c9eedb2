"""A business with one customer who was promised much, and the pass that opens their page.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.tenancy.models import Business, Member, OpeningPeriod, User
from makegood.foundation.tenancy.scope import enter
from quality.speed.visited import Visited

PROMISES, NOTICES = 30, 3
DAY = timedelta(days=1)
ZONE = "Europe/London"


def due(now: datetime, days: int) -> Due:
    day = now.date() + days * DAY
    return Due(zone=ZONE, first=day, last=day)


class House(Visited):
    """The rows are written, and the customer has opened the link of their last letter."""

    owner: Member

    def __init__(self) -> None:
        super().__init__(self._furnish)

    def _furnish(self, browser: Client) -> str:
        now = timezone.now()
        business = Business.objects.create(
            slug="town", name="Fern & Oak", zone=ZONE, country="GB", made_at=now - 90 * DAY
        )
        nothing = make_password(None)
        user = User.objects.create(email="owner@example.com", name="Ada", password=nothing)
        self.owner = Member.objects.create(
            business=business, user=user, role=Member.Role.OWNER, joined_at=now - 90 * DAY
        )
        with enter(business):
            token = self._promises(self.owner, now)
        return browser.get(reverse("link", args=[token])).headers["Location"]

    def _promises(self, owner: Member, now: datetime) -> str:
        """Ours and a few of theirs, three of them moved by a notice; the newest link's token."""
        for day in range(5):
            OpeningPeriod.objects.create(weekday=day, opens=540, closes=1020)
        customer = Customer.objects.create(
            name="The bakery", name_key="the bakery", email="b@example.com", met_at=now - 60 * DAY
        )
        by = Actor("member", owner.pk)
        made = []
        for n in range(PROMISES):
            terms = Terms(
                text=f"Menu cards, number {n}",
                customer=customer,
                promised_by=Promise.By.CUSTOMER if n % 10 == 9 else Promise.By.BUSINESS,
            )
            made.append(make(terms=terms, due=due(now, n + 2), by=by, at=now - 20 * DAY))
        token = ""
        for promise in made[:NOTICES]:
            notice = write_notice(
                promise=promise,
                new=NewDate(due(now, 40), Move.Reason.SUPPLIER, seen=0),
                said=Said(why="The printer broke."),
                address=customer.email,
                member=owner,
                by=by,
                at=now,
            )
            token = links.token(notice.link_id)
        return token
