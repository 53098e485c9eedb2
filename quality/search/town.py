"""A business with very many customers, and another with the same names.

Rows written in bulk. The database's own triggers write the words they are found by; the journal is
filled by the database itself, as nobody lived through it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from makegood.domain.customers.models import Customer, Handle, Tag
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.tenancy.models import Business, Member, OpeningPeriod, User
from makegood.foundation.tenancy.scope import enter

BATCH = 2000
PROMISES = 2  # for each customer
ENTRIES = 5  # for each promise
DAY = timedelta(days=1)
PAST, AHEAD = 1000, 120
FIRST = ("Anna", "Björn", "Chloé", "Dmitri", "Elif", "Fatima", "Giulia", "Hans", "Ines", "Jörg")
LAST = ("Weiß", "Müller", "Okafor", "Lindqvist", "Rossi", "Nguyen", "Schäfer", "Dupont", "Hall")
HOUSES = ("Bakery", "Hotel", "Studio", "Garage", "Praxis", "Verlag", "Café", "Schule")
THINGS = ("Logo proofs", "Menu cards", "Shop sign", "Boiler service", "Second draft", "Photos")
TAGS = ("Regular", "Wholesale", "Newsletter", "Pays late", "Neighbour", "Friend", "VIP", "School")
WORKS = ("Kitchen", "Website", "Bathroom", "Campaign", "Roof", "Yearbook")
LIVED = """
INSERT INTO journal_entry (business_id, event, "by", by_rule, happened_at, recorded_at, customer_id,
                           engagement_id, subject_kind, subject_id, phase, facts)
SELECT p.business_id, 'promise.made', 'rule', 'town', p.made_at, p.made_at, p.customer_id,
       p.engagement_id, 'promise', p.id, '', '{}'
  FROM promises_promise AS p
 WHERE p.business_id = %s AND p.id > %s AND p.id <= %s
"""


@dataclass
class Town:
    """Writes customers with their work, their promises and their journal."""

    owner: Member
    now: datetime
    chance: random.Random

    @classmethod
    def founded(cls, slug: str, *, now: datetime, chance: random.Random) -> Town:
        since = now - 2 * PAST * DAY
        business = Business.objects.create(
            slug=slug, name=f"Fern & {slug}", zone="Europe/London", country="GB", made_at=since
        )
        user = User.objects.create(email=f"{slug}@example.com", password=make_password(None))
        owner = Member.objects.create(
            business=business, user=user, role=Member.Role.OWNER, joined_at=since
        )
        with enter(business):
            OpeningPeriod.objects.bulk_create(
                [OpeningPeriod(weekday=day, opens=540, closes=1020) for day in range(5)]
            )
        return cls(owner, now, chance)

    def fill(self, first: int, last: int) -> None:
        """Customers from this number to that one, some thousands at a time."""
        with enter(self.owner.business):
            for start in range(first, last, BATCH):
                with transaction.atomic():
                    self._some(range(start, min(start + BATCH, last)))

    def _some(self, numbers: range) -> None:
        customers = Customer.objects.bulk_create([self.customer(n) for n in numbers])
        self._written_down(customers)
        works = Engagement.objects.bulk_create([self.work(customer) for customer in customers])
        promises = Promise.objects.bulk_create(
            [self.promise(work) for work in works for _ in range(PROMISES)]
        )
        with connection.cursor() as cursor:
            stretch = [self.owner.business_id, promises[0].pk - 1, promises[-1].pk]
            for _ in range(ENTRIES):
                cursor.execute(LIVED, stretch)

    def _written_down(self, customers: list[Customer]) -> None:
        """One in three bears a tag, one in five has a second mail address."""
        tags = [(one, self.chance.choice(TAGS)) for one in customers[::3]]
        Tag.objects.bulk_create(
            [Tag(customer=one, name=name, key=name.casefold()) for one, name in tags]
        )
        mails = [(one, f"home.{one.email}".casefold()) for one in customers[::5]]
        kind = Handle.Kind.EMAIL
        Handle.objects.bulk_create(
            [Handle(customer=one, kind=kind, value=mail, key=mail) for one, mail in mails]
        )

    def customer(self, n: int) -> Customer:
        first, last = self.chance.choice(FIRST), self.chance.choice(LAST)
        name = f"{first} {last} {n}"
        house = f"{self.chance.choice(HOUSES)} {last}" if n % 3 == 0 else ""
        return Customer(
            name=name,
            name_key=name.casefold(),
            organisation=house,
            email=f"{first}.{n}@example.com",
            phone=f"+44 20 {n:08}",
            met_at=self.now - PAST * DAY,
        )

    def work(self, customer: Customer) -> Engagement:
        name = f"{self.chance.choice(WORKS)} of {customer.name.split()[0]}"
        return Engagement(customer=customer, name=name, began_at=self.now - PAST * DAY)

    def promise(self, work: Engagement) -> Promise:
        """Nineteen of twenty that were due are kept."""
        ahead = self.chance.randint(-PAST, AHEAD)
        day = self.now.date() + ahead * DAY
        due = Due(zone=self.owner.business.zone, first=day, last=day)
        kept = ahead < 0 and self.chance.random() < 0.95
        return Promise(
            customer=work.customer,
            engagement=work,
            text=f"{self.chance.choice(THINGS)}, number {self.chance.randint(1, 99_999)}",
            owner=self.owner,
            made_at=self.now - 2 * PAST * DAY,
            zone=due.zone,
            due_from=day,
            due_to=day,
            late_after=due.late_after,
            due_first_from=day,
            due_first_to=day,
            late_after_first=due.late_after,
            kept_at=due.late_after - DAY if kept else None,
        )
