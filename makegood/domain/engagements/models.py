"""Pieces of work. On screen they bear the business's own noun: job, project, order, booking."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.owned import Owned


class Engagement(Owned):
    """One piece of work for a customer. *Delivered* is told by its delivery promise."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="engagements")
    name = models.CharField(_("name"), max_length=200)
    began_at = models.DateTimeField()
    import_batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="+")
    import_key = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["business", "import_key"],
                condition=~models.Q(import_key=""),
                name="engagement_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
