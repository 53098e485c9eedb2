"""Whom we ask, and who wants to be asked no more."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models.surveys import Asking, Survey, Version
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned

STILL_TO_ASK = Q(asked_at=None, dropped_at=None)
# Who stood to be asked in the business that an export came from is not asked by this one.
ASKED_HERE = Q(import_key="")
STILL_TO_REMIND = Q(asked_at__isnull=False, reminded_at=None, dropped_at=None)


class Invitation(Importable):
    """One person asked once. The link that it goes by is theirs until they have answered."""

    class How(models.TextChoices):
        EVENT = "event", _("after what happened")
        BY_HAND = "by_hand", _("by one of us")
        OPEN = "open", _("by a link or code that anybody may use")
        BROUGHT = "brought", _("by another program, not recorded how")

    class Dropped(models.TextChoices):
        STOPPED = "stopped", _("they want to be asked no more")
        RESTING = "resting", _("they were asked not long ago")
        NOT_DELIVERED = "not_delivered", _("it was not delivered after all")
        NO_ADDRESS = "no_address", _("no address of theirs is known")
        TAKEN_BACK = "taken_back", _("one of us took it back")
        BROUGHT = "brought", _("they were asked by another program")
        RETIRED = "retired", _("the survey was retired")
        REOPENED = "reopened", _("it was not right after all")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, related_name="+")
    # Who answers for the work that we ask about.
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=7, choices=How)
    asking = models.ForeignKey(Asking, models.PROTECT, null=True, related_name="+")
    because_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    # Not before.
    ask_at = models.DateTimeField()
    link = models.OneToOneField(Link, models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    reminder = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped = models.CharField(max_length=13, choices=Dropped, blank=True)

    class Meta(Importable.Meta):
        abstract = False
        constraints = [
            imported_once("invitation_imported_once"),
            UniqueConstraint(
                fields=["business", "asking", "because_id"],
                condition=Q(because_id__isnull=False),
                name="invitation_once_per_event",
            ),
            CheckConstraint(
                condition=Q(dropped_at=None, dropped="")
                | (Q(dropped_at__isnull=False) & ~Q(dropped="")),
                name="invitation_dropped_says_why",
            ),
            # (Who was asked elsewhere has no link that opens anything here.)
            CheckConstraint(
                condition=Q(asked_at=None) | Q(link__isnull=False) | ~Q(import_key=""),
                name="invitation_asked_by_link",
            ),
            CheckConstraint(
                condition=~Q(how="event") | Q(customer__isnull=False, asking__isnull=False),
                name="invitation_by_event_is_somebodys",
            ),
        ]
        indexes = [
            Index(fields=["business", "ask_at"], name="invitation_to_ask", condition=STILL_TO_ASK),
            Index(fields=["business", "asked_at", "id"], name="invitation_by_asked"),
            Index(
                fields=[
                    *("business", "survey", "asked_at", "how", "asking", "member"),
                    "import_batch",
                ],
                name="invitation_by_survey",
            ),
            Index(fields=["business", "customer", "asked_at"], name="invitation_by_customer"),
            Index(fields=["business", "engagement"], name="invitation_by_engagement"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def about(self) -> About:
        """What it asks about; where nothing made us ask, by which way."""
        return About(self.asking.on if self.asking is not None else self.how)


class About(models.TextChoices):
    """What somebody was asked about, or by which way they were asked."""

    DELIVERED = Asking.On.DELIVERED.value, _("Work delivered")
    MILESTONE = Asking.On.MILESTONE.value, _("Milestones")
    PUT_RIGHT = Asking.On.PUT_RIGHT.value, _("Cases closed")
    BY_HAND = Invitation.How.BY_HAND.value, _("Asked by hand")
    OPEN = Invitation.How.OPEN.value, _("The open link")
    BROUGHT = Invitation.How.BROUGHT.value, _("Brought from another program")


class Stop(Owned):
    """Somebody who wants to be asked no more, in their own press or through one of us."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business", "customer"],
                condition=Q(taken_back_at=None),
                name="stop_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"stop of {self.customer_id}"
