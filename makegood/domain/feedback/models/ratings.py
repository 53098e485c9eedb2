"""What customers said of our work."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.rules.ratings import HIGHEST_SCALE, LONGEST_WORDS, LOWEST_SCALE
from makegood.foundation.journal.importable import Importable, imported_once


class Rating(Importable):
    """Something a customer said of a piece of work, with a figure: so many of so many.

    Given elsewhere: before we asked anybody ourselves, or beside what we ask.
    """

    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="ratings")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, related_name="ratings")
    score = models.PositiveSmallIntegerField(_("score"))
    out_of = models.PositiveSmallIntegerField(_("of how many"))
    words = models.TextField(_("in their words"), max_length=LONGEST_WORDS, blank=True)
    said_at = models.DateTimeField()
    # None: nobody recorded when, or whether, they were asked.
    asked_at = models.DateTimeField(null=True)

    class Meta(Importable.Meta):
        abstract = False
        indexes = [
            Index(fields=["business", "engagement"], name="rating_by_engagement"),
            Index(fields=["business", "customer", "said_at"], name="rating_by_customer"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(out_of__range=(LOWEST_SCALE, HIGHEST_SCALE), score__lte=F("out_of")),
                name="rating_is_on_its_scale",
            ),
            CheckConstraint(
                condition=Q(asked_at=None) | Q(asked_at__lte=F("said_at")),
                name="rating_said_after_asked",
            ),
            imported_once("rating_imported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.score}/{self.out_of}"
