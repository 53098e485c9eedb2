"""Where it came from, and what keeps it from coming again."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models.shown import OfShownCases
from makegood.domain.recovery.rules.words import (
    LONGEST_CAUSE,
    LONGEST_CAUSE_KEY,
    LONGEST_REMEDY,
    LONGEST_WATCH,
)
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.tenancy.owned import Owned


class Cause(Importable):
    """Where things go wrong, in the business's own words: a way of working, never a person."""

    name = models.CharField(_("cause"), max_length=LONGEST_CAUSE)
    name_key = models.CharField(max_length=LONGEST_CAUSE_KEY, editable=False)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta(Importable.Meta):
        abstract = False
        constraints = [
            imported_once("cause_imported_once"),
            # (One from elsewhere may be hidden by its import, and stands in nobody's way then.)
            UniqueConstraint(
                fields=["business", "name_key"], condition=Q(import_key=""), name="cause_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Prevention(Owned):
    """What we change so that a cause does not come back, and how long we watch whether it does."""

    cause = models.ForeignKey(Cause, models.PROTECT, related_name="preventions")
    # The case that brought it.
    case = models.ForeignKey("recovery.Case", models.PROTECT, related_name="+")
    words = models.CharField(_("what we change"), max_length=LONGEST_REMEDY)
    promise = models.OneToOneField(Promise, models.PROTECT, related_name="prevention")
    watch_days = models.PositiveSmallIntegerField(_("watched for how many days"))
    # From when it was done until when it is watched; None while it is not done.
    watched_from = models.DateTimeField(null=True)
    watched_until = models.DateTimeField(null=True)
    came_back_at = models.DateTimeField(null=True)
    came_back_case = models.ForeignKey("recovery.Case", models.PROTECT, null=True, related_name="+")

    objects: ClassVar[OfShownCases[Self]] = OfShownCases()

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            CheckConstraint(
                condition=Q(watched_from=None, watched_until=None)
                | Q(watched_from__isnull=False, watched_until__gt=F("watched_from")),
                name="prevention_watched_for_a_while",
            ),
            CheckConstraint(
                condition=Q(watch_days__gte=1, watch_days__lte=LONGEST_WATCH),
                name="prevention_watched_within_reach",
            ),
            CheckConstraint(
                condition=Q(came_back_at=None, came_back_case=None)
                | Q(came_back_at__isnull=False, came_back_case__isnull=False),
                name="prevention_came_back_in_a_case",
            ),
        ]
        indexes = [Index(fields=["business", "cause"], name="prevention_by_cause")]

    def __str__(self) -> str:
        return self.words
