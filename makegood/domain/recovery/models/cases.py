"""A case, what belongs to it, and the steps it takes."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models.causes import Cause, Prevention
from makegood.domain.recovery.models.listening import How
from makegood.domain.recovery.models.shown import OfShownCases
from makegood.domain.recovery.rules.steps import Way
from makegood.domain.recovery.rules.words import LONGEST_MATTER, LONGEST_WORDS
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned

OPEN = Q(closed_at=None)


class Case(Importable):
    """Something went wrong for a customer. Closed: their side of it has ended.

    Verified alone is put right. What we learn from it, its cause and its prevention, comes after.
    """

    class OpenedAs(models.TextChoices):
        MISSED = "missed", _("missed, and they were not told")
        LOW_SCORE = "low_score", _("a low score")
        CONCERN = "concern", _("they raised a concern")
        BY_HAND = "by_hand", _("somebody here wrote it down")

    class Closing(models.TextChoices):
        VERIFIED = "verified", _("they say that it is right")
        NO_ANSWER = "no_answer", _("no answer after two asks")
        PARTED = "parted", _("parted")
        KEPT = "kept", _("it was kept in time after all")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="cases")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, related_name="cases")
    # A few words of ours for lists; "" where a rule opened it and nothing has a name.
    matter = models.CharField(_("what it is about"), max_length=LONGEST_MATTER, blank=True)
    opened_at = models.DateTimeField()
    opened_as = models.CharField(max_length=9, choices=OpenedAs)
    # What opened it: the journal's entry. None: somebody did.
    because_id = models.BigIntegerField(null=True)
    # Who sees to it; None is nobody yet.
    owner = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_how = models.CharField(max_length=9, choices=How, blank=True)
    acknowledged_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    acknowledgement = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")

    # By when they hear how we put it right: promised with the acknowledgement.
    answer = models.OneToOneField(Promise, models.PROTECT, null=True, related_name="+")

    closed_at = models.DateTimeField(null=True)
    closing = models.CharField(max_length=9, choices=Closing, blank=True)
    parted_why = models.TextField(_("our reasons"), max_length=LONGEST_WORDS, blank=True)

    cause = models.ForeignKey(Cause, models.PROTECT, null=True, related_name="cases")
    # Why, and why that, up to five times. Never a person's fault.
    whys = models.JSONField(default=list)
    # What is to keep it from happening again: its own, or one that another case brought.
    prevention = models.ForeignKey(Prevention, models.PROTECT, null=True, related_name="cases")

    class Meta(Importable.Meta):
        abstract = False
        constraints = [
            imported_once("case_imported_once"),
            # (One from elsewhere may be hidden by its import, and stands in nobody's way then.)
            UniqueConstraint(
                fields=["business", "engagement"],
                condition=OPEN & Q(import_key=""),
                name="case_one_open_per_work",
            ),
            CheckConstraint(
                condition=Q(closed_at=None, closing="")
                | (Q(closed_at__isnull=False) & ~Q(closing="")),
                name="case_closed_somehow",
            ),
            CheckConstraint(
                condition=~Q(closing="parted") | ~Q(parted_why=""), name="case_parted_with_reasons"
            ),
            CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_how="")
                | (Q(acknowledged_at__isnull=False) & ~Q(acknowledged_how="")),
                name="case_acknowledged_somehow",
            ),
        ]
        indexes = [
            Index(fields=["business", "customer", "id"], name="case_by_customer"),
            Index(fields=["business", "engagement", "id"], name="case_by_engagement"),
            Index(fields=["business", "cause", "opened_at"], name="case_by_cause"),
            Index(fields=["business", "id"], condition=OPEN, name="case_open"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def who(self) -> Customer:
        """Whose it is, under the name and the address by which they are known now."""
        return self.customer.head

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_put_right(self) -> bool:
        return self.closing == self.Closing.VERIFIED


class Ground(Owned):
    """Something that happened and belongs to a case: what opened it, and what joined it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="grounds")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    opened_as = models.CharField(max_length=9, choices=Case.OpenedAs)
    words = models.CharField(max_length=LONGEST_MATTER, blank=True)
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            UniqueConstraint(fields=["business", "entry"], name="ground_of_one_case"),
        ]
        indexes = [Index(fields=["business", "case"], name="ground_by_case")]

    def __str__(self) -> str:
        return f"{self.entry_id} of {self.case_id}"


class Step(Owned):
    """A step of a case, and the promise that says by when. One is open at a time."""

    class Kind(models.TextChoices):
        ACKNOWLEDGE = Way.ACKNOWLEDGE.value, _("say that we heard them")
        HEAR = Way.HEAR.value, _("hear what they expected")
        FACTS = Way.FACTS.value, _("say what happened on our side")
        REMEDY = Way.REMEDY.value, _("say how we put it right")
        PUT_RIGHT = Way.PUT_RIGHT.value, _("put it right")
        VERIFY = Way.VERIFY.value, _("ask whether it is right now")
        CAUSE = Way.CAUSE.value, _("find out where it came from")
        PREVENT = Way.PREVENT.value, _("see that it does not happen again")

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=11, choices=Kind)
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="steps")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # False with an end: the case went on without it.
    done = models.BooleanField(default=False)

    objects: ClassVar[OfShownCases[Self]] = OfShownCases()

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                fields=["business", "case"],
                condition=Q(ended_at=None),
                name="step_one_at_a_time",
            ),
            CheckConstraint(
                condition=Q(done=False) | Q(ended_at__isnull=False), name="step_done_has_an_end"
            ),
        ]
        indexes = [
            Index(fields=["business", "case", "id"], name="step_by_case"),
            Index(fields=["business", "promise"], name="step_by_promise"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"
