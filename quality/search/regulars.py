"""Customers of several kinds, whose pages are asked for: who came once, who comes since ever."""

from __future__ import annotations

from django.db import connection

from makegood.domain.customers.models import Consent, Customer, Handle, Note, Tag
from makegood.domain.promises.models import Promise
from makegood.foundation.tenancy.scope import enter
from quality.search.town import DAY, Town

MANY, ENTRIES = 300, 2000
NAMES = 3
LIVED = """
INSERT INTO journal_entry (business_id, event, "by", by_rule, happened_at, recorded_at, customer_id,
                           engagement_id, subject_kind, subject_id, phase, facts)
SELECT p.business_id, 'promise.made', 'rule', 'town', p.made_at, p.made_at, p.customer_id,
       p.engagement_id, 'promise', p.id, 'sales', '{}'
  FROM promises_promise AS p
 WHERE p.business_id = %s AND p.id > %s AND p.id <= %s
 LIMIT %s
"""


class Regulars:
    """By the name of their kind, some customers of each."""

    def __init__(self, town: Town, *, first: int, each: int) -> None:
        """`first`: the number from which on nobody has one yet."""
        self._town = town
        numbers = range(first, first + 3 * each * NAMES, NAMES)
        with enter(town.owner.business):
            self.kinds = {
                "customer, one promise": [self._once(n) for n in numbers[:each]],
                "customer, 300 promises": [self._long(n) for n in numbers[each : 2 * each]],
                "customer, merged of three": [self._merged(n) for n in numbers[2 * each :]],
            }

    def _once(self, number: int) -> int:
        return self._with(self._met(number), promises=1, entries=1).pk

    def _long(self, number: int) -> int:
        """Also with notes, tags, consents and further ways to reach them."""
        customer = self._with(self._met(number), promises=MANY, entries=ENTRIES)
        theirs, owner, at = {"customer": customer}, self._town.owner, self._town.now - DAY
        Tag.objects.bulk_create([Tag(**theirs, name=f"T {n}", key=f"t {n}") for n in range(4)])
        Note.objects.bulk_create(
            [
                Note(**theirs, text=f"Rings twice, {n}", written_by=owner, written_at=at)
                for n in range(20)
            ]
        )
        Handle.objects.bulk_create(
            [
                Handle(**theirs, kind=kind, value=f"{kind}{number}", key=f"{kind}{number}")
                for kind in (Handle.Kind.INSTAGRAM, Handle.Kind.OTHER)
            ]
        )
        said = {"given_at": at, "recorded_by": owner, "recorded_at": at, "how": Consent.How.SPOKEN}
        Consent.objects.bulk_create([Consent(**theirs, **said, to=to) for to in Consent.To])
        return customer.pk

    def _merged(self, number: int) -> int:
        head, *others = [
            self._with(self._met(number + n), promises=MANY // NAMES, entries=ENTRIES // NAMES)
            for n in range(NAMES)
        ]
        Customer.objects.filter(pk__in=[one.pk for one in others]).update(merged_into=head)
        return head.pk

    def _met(self, number: int) -> Customer:
        customer = self._town.customer(number)
        customer.save()
        return customer

    def _with(self, customer: Customer, *, promises: int, entries: int) -> Customer:
        work = self._town.work(customer)
        work.save()
        made = Promise.objects.bulk_create([self._town.promise(work) for _ in range(promises)])
        stretch = [self._town.owner.business_id, made[0].pk - 1, made[-1].pk]
        with connection.cursor() as cursor:
            for start in range(0, entries, promises):
                cursor.execute(LIVED, [*stretch, min(promises, entries - start)])
        return customer
