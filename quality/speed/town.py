"""A business with ten thousand open promises: moved, told, late, waiting, and some kept.

Rows written in bulk; nobody lived through them, so the journal stays empty.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import Move, Promise, Telling, Waiting
from makegood.domain.promises.rules.due import Due
from makegood.foundation.tenancy.models import Business, Member, OpeningPeriod, User
from makegood.foundation.tenancy.scope import enter

OPEN = 10_000
KEPT = 2_000
CUSTOMERS = 500
FARTHEST = 120
BATCH = 500
DAY = timedelta(days=1)
THINGS = ("Logo proofs", "Menu cards", "Shop sign", "Boiler service", "Second draft", "Photos")


def build(*, now: datetime, chance: random.Random) -> Member:
    """The owner of a business with its 10,000 open promises and 2,000 kept ones."""
    business = Business.objects.create(
        slug="town", name="Fern & Oak", zone="Europe/London", country="GB", made_at=now - 400 * DAY
    )
    user = User.objects.create(email="owner@example.com", name="Ada", password=make_password(None))
    owner = Member.objects.create(
        business=business, user=user, role=Member.Role.OWNER, joined_at=now - 400 * DAY
    )
    with enter(business):
        OpeningPeriod.objects.bulk_create(
            [OpeningPeriod(weekday=day, opens=540, closes=1020) for day in range(5)]
        )
        customers = Customer.objects.bulk_create(
            [
                Customer(name=f"Customer {n}", name_key=f"customer {n}", met_at=now - 300 * DAY)
                for n in range(CUSTOMERS)
            ]
        )
        Town(owner, now, chance, customers).fill()
    return owner


class Town:
    """Writes the promises and what happened to them."""

    def __init__(
        self, owner: Member, now: datetime, chance: random.Random, customers: list[Customer]
    ) -> None:
        self._owner = owner
        self._now = now
        self._chance = chance
        self._customers = customers

    def fill(self) -> None:
        made = [self._open(n) for n in range(OPEN)] + [self._kept(n) for n in range(KEPT)]
        rows = Promise.objects.bulk_create(made, batch_size=BATCH)
        Move.objects.bulk_create([self._move(row) for row in rows if row.due_number])
        told = [self._telling(row) for row in rows if row.told_through >= 0]
        Telling.objects.bulk_create(told, batch_size=BATCH)
        Waiting.objects.bulk_create(self._waits(rows), batch_size=BATCH)

    def _open(self, n: int) -> Promise:
        """One in twenty is late, one in six was moved, one in ten is theirs."""
        ahead = self._chance.randint(0, FARTHEST) if n % 20 else -self._chance.randint(1, 30)
        if n % 10 == 5:
            return self._promise(n, ahead, by=Promise.By.CUSTOMER, to=Promise.To.OURSELVES)
        moved = int(n % 6 == 1)
        told = moved - 1 if self._chance.random() < 0.8 else -1
        if ahead < 0 and self._chance.random() < 0.5:
            told = moved
        effort = 240 if n % 12 == 3 else None
        return self._promise(n, ahead, effort, due_number=moved, told_through=told)

    def _kept(self, n: int) -> Promise:
        """Half a dozen of them today."""
        days = 0 if n < 6 else 1 + n % 200
        row = self._promise(n, -days)
        row.kept_at = self._now - days * DAY - timedelta(minutes=1)
        return row

    def _promise(self, n: int, ahead: int, effort: int | None = None, **facts: object) -> Promise:
        day = self._now.date() + ahead * DAY
        due = Due(zone=self._owner.business.zone, first=day, last=day)
        first = day - 7 * DAY if facts.get("due_number") else day
        first_due = Due(zone=due.zone, first=first, last=first)
        row = Promise(
            customer=self._chance.choice(self._customers),
            text=f"{self._chance.choice(THINGS)}, number {n}",
            owner=self._owner,
            made_at=self._now - 250 * DAY,
            zone=due.zone,
            due_from=day,
            due_to=day,
            late_after=due.late_after,
            due_first_from=first,
            due_first_to=first,
            late_after_first=first_due.late_after,
            effort_minutes=effort,
        )
        for name, value in facts.items():
            setattr(row, name, value)
        return row

    def _move(self, row: Promise) -> Move:
        return Move(
            promise=row,
            number=1,
            moved_at=self._now - 40 * DAY,
            reason=Move.Reason.SCOPE,
            member=self._owner,
            old_from=row.due_first_from,
            old_to=row.due_first_to,
            old_late_after=row.late_after_first,
            new_from=row.due_from,
            new_to=row.due_to,
            new_late_after=row.late_after,
        )

    def _telling(self, row: Promise) -> Telling:
        at = self._now - 39 * DAY
        return Telling(
            promise=row,
            through=row.told_through,
            how=self._chance.choice(Telling.SPOKEN),
            told_at=at,
            entered_at=at,
            stated_by=self._owner,
        )

    def _waits(self, rows: list[Promise]) -> list[Waiting]:
        """One open promise of ours in twenty waits for something of theirs."""
        theirs = [row for row in rows[:OPEN] if row.by == Promise.By.CUSTOMER]
        ours = [row for row in rows[:OPEN:20] if row.by == Promise.By.BUSINESS]
        ours += [row for row in rows[7:OPEN:40] if row.by == Promise.By.BUSINESS]
        since = self._now - 100 * DAY
        return [
            Waiting(promise=row, on=self._chance.choice(theirs), working_days=3, since=since)
            for row in ours
        ]
