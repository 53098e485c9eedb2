"""A business with one customer who was promised much, and the pass that opens their page.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import statistics
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.making import Terms, make
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.tenancy.models import Business, Member, OpeningPeriod, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.database import bring_in_step
from quality.speed.house import HOST, Cost

PROMISES, NOTICES, TIMES = 30, 3, 9
DAY = timedelta(days=1)
ZONE = "Europe/London"


def due(now: datetime, days: int) -> Due:
    day = now.date() + days * DAY
    return Due(zone=ZONE, first=day, last=day)


class House:
    """The rows are written, and the customer has opened the link of their last letter."""

    def __init__(self) -> None:
        bring_in_step()
        if settings.SECURE:
            call_command("collectstatic", interactive=False, verbosity=0)
        now = timezone.now()
        business = Business.objects.create(
            slug="town", name="Fern & Oak", zone=ZONE, country="GB", made_at=now - 90 * DAY
        )
        nothing = make_password(None)
        user = User.objects.create(email="owner@example.com", name="Ada", password=nothing)
        owner = Member.objects.create(
            business=business, user=user, role=Member.Role.OWNER, joined_at=now - 90 * DAY
        )
        self.owner = owner
        with enter(business):
            token = self._promises(owner, now)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        self._client = Client(headers={"host": HOST, "x-forwarded-proto": "https"})
        self._page = self._client.get(reverse("link", args=[token])).headers["Location"]

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

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.key}={one.value}" for one in self._client.cookies.values())

    def where(self, page: str) -> str:
        """The address of the customer's page (""), or of what lies below it."""
        return f"{self._page}{page}"

    def cost(self, page: str) -> Cost:
        """Of one answer, asked in this process. Its rows are drawn anew each time."""
        with CaptureQueriesContext(connection) as asked:
            answer = self._client.get(self.where(page))
            questions = len(asked)
        if answer.status_code != 200:
            raise SystemExit(f"{self.where(page)} answered {answer.status_code}.")
        took = self._cpu(page)
        return Cost(len(answer.content), questions, took, took)

    def _cpu(self, page: str) -> float:
        took = []
        for _ in range(TIMES):
            began = time.process_time()
            self._client.get(self.where(page))
            took.append(1000 * (time.process_time() - began))
        return statistics.median(took)

    def leave(self) -> None:
        connections.close_all()
