"""Pieces of work. On screen they bear the business's own noun: job, project, order, booking."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.rules import LONGEST_NAME, LONGEST_PACE, LONGEST_WHY, Rhythm
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned


class Engagement(Importable):
    """One piece of work for a customer. *Delivered* is told by its delivery promise."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="engagements")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    began_at = models.DateTimeField()
    # What it is worth to us, in hundredths of the business's currency; None where nobody said.
    value_cents = models.BigIntegerField(null=True)
    # The day that matters to the customer ("the fair opens"), and why.
    own_date = models.DateField(_("their own date"), null=True)
    own_date_why = models.CharField(_("why it matters to them"), max_length=LONGEST_WHY, blank=True)

    class Meta:
        constraints = [
            imported_once("engagement_imported_once"),
        ]
        indexes = [
            models.Index(fields=["business", "customer", "id"], name="engagement_by_customer"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def who(self) -> Customer:
        """Whose it is, under the name and the address by which they are known now."""
        return self.customer.head


class Cadence(Owned):
    """How often the customer hears how their work is going: who said so, from when, until when.

    Either on a weekday (0 is Monday), every week; or every so many working days.
    """

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="cadences")
    weekday = models.PositiveSmallIntegerField(null=True)
    working_days = models.PositiveSmallIntegerField(null=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    # None with an end: a rule ended it, because the work was delivered.
    ended_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business", "engagement"],
                condition=Q(ended_at=None),
                name="cadence_one_at_a_time",
            ),
            CheckConstraint(
                condition=Q(weekday__lt=len(WEEKDAYS), working_days=None)
                | Q(weekday=None, working_days__gte=1, working_days__lte=LONGEST_PACE),
                name="cadence_by_weekday_or_working_days",
            ),
            CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by=None),
                name="cadence_ended_by_somebody_then",
            ),
        ]

    def __str__(self) -> str:
        return f"cadence of {self.engagement_id}"

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(weekday=self.weekday, working_days=self.working_days)
