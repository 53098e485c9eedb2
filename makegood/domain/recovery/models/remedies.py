"""How a case is put right, and whether the customer says that it is."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models.cases import Case
from makegood.domain.recovery.models.listening import How
from makegood.domain.recovery.models.shown import OfShownCases
from makegood.domain.recovery.rules.words import LONGEST_REMEDY, LONGEST_WORDS
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned

STANDING = Q(ended_at=None)


class Remedy(Owned):
    """What we do to put it right: asked for, decided, promised, told. One stands at a time."""

    class Kind(models.TextChoices):
        REDO = "redo", _("do it again")
        REFUND = "refund", _("money back")
        CREDIT = "credit", _("a credit")
        GIFT = "gift", _("a gift")
        APOLOGY = "apology", _("an apology")
        EXPLANATION = "explanation", _("an explanation")

    case = models.ForeignKey(Case, models.PROTECT, related_name="remedies")
    kind = models.CharField(_("how"), max_length=11, choices=Kind)
    # What is promised, as it stands in the ledger and on their page.
    words = models.CharField(_("what we promise them"), max_length=LONGEST_REMEDY)
    cost_cents = models.BigIntegerField(_("what it costs us"), default=0)
    due_on = models.DateField(_("by when"))
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # None: it waits for somebody who may decide on so much.
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    promise = models.OneToOneField(Promise, models.PROTECT, null=True, related_name="remedy")
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=9, choices=How, blank=True)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    # It was not enough, was withdrawn or was not allowed: another has to be found.
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[OfShownCases[Self]] = OfShownCases()

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                fields=["business", "case"], condition=STANDING, name="remedy_one_stands"
            ),
            CheckConstraint(condition=Q(cost_cents__gte=0), name="remedy_costs_no_less_than_0"),
            CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, promise=None, told_at=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, promise__isnull=False),
                name="remedy_decided_is_promised",
            ),
            CheckConstraint(
                condition=Q(told_at=None, told_how="")
                | (Q(told_at__isnull=False) & ~Q(told_how="")),
                name="remedy_told_somehow",
            ),
        ]
        indexes = [Index(fields=["business", "case"], name="remedy_by_case")]

    def __str__(self) -> str:
        return self.words


class Verification(Owned):
    """Is it right now? Asked by letter, or said without being asked; answered or not."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="verifications")
    remedy = models.ForeignKey(Remedy, models.PROTECT, null=True, related_name="+")
    # None: they said so unasked, or somebody rang them.
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(Link, models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_right = models.BooleanField(null=True)
    words = models.TextField(_("in their words"), max_length=LONGEST_WORDS, blank=True)
    how = models.CharField(max_length=9, choices=How, blank=True)
    # Who wrote their answer down; None: they did.
    heard_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            CheckConstraint(
                condition=Q(answered_at=None, is_right=None, how="")
                | (Q(answered_at__isnull=False, is_right__isnull=False) & ~Q(how="")),
                name="verification_answered_somehow",
            ),
            CheckConstraint(
                condition=Q(asked_at__isnull=False) | Q(answered_at__isnull=False),
                name="verification_asked_or_answered",
            ),
        ]
        indexes = [Index(fields=["business", "case"], name="verification_by_case")]

    def __str__(self) -> str:
        return f"is {self.case_id} right?"
