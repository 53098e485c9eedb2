"""A promise: what was said, to whom, by when, and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.rules.due import Due, due_of
from makegood.domain.promises.rules.standing import Kept, kept
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.wall.refusing import Refused

OPEN = Q(kept_at=None, withdrawn_at=None)
WITH_EFFORT = OPEN & Q(effort_minutes__isnull=False)
IMPORTED = OPEN & Q(import_batch__isnull=False)
AT_RISK = OPEN & Q(outlook="at_risk")
EVER_KEPT = Q(kept_at__isnull=False)
WATCHED = OPEN & Q(passed_at=None)
# How many of its dues passed, or may pass, without the customer having heard of it.
UNHEARD = F("due_number") - F("told_through")
# All that a rate is counted from (`queries/rates.py`): no row is looked up for it.
COUNTED = (
    *("by", "to", "kind", "import_batch", "kept_at", "we_replaced", "withdrawn_at"),
    *("withdrawn_asked_by", "end_recorded", "due_first_to", "due_first_at"),
)
# Said in full, because a database lets a check pass that comes out NULL.
WHOLE_DAYS = Q(due_from__isnull=False, due_to__isnull=False, late_after__isnull=False)
WHOLE_INSTANT = Q(due_at__isnull=False, late_after__isnull=False)


class Promise(Importable):
    """Something promised: by us to a customer, ourselves or the public; or by a customer."""

    class By(models.TextChoices):
        BUSINESS = "business", _("us")
        CUSTOMER = "customer", _("the customer")

    class To(models.TextChoices):
        CUSTOMER = "customer", _("a customer")
        OURSELVES = "ourselves", _("ourselves")
        PUBLIC = "public", _("everyone")

    class Kind(models.TextChoices):
        DELIVERY = "delivery", _("Delivery")
        MILESTONE = "milestone", _("Milestone")
        APPOINTMENT = "appointment", _("Appointment")
        REPLY = "reply", _("Reply")
        FOLLOW_UP = "follow_up", _("Follow-up")
        UPDATE = "update", _("Update")
        REMEDY = "remedy", _("Remedy")
        PREVENTION = "prevention", _("Prevention")
        INPUT = "input", _("From the customer")
        OTHER = "other", _("Other")

    class AskedBy(models.TextChoices):
        CUSTOMER = "customer", _("the customer asked")
        AGREED = "agreed", _("the customer agreed")
        US = "us", _("we decided")
        MISTAKE = "mistake", _("it was entered by mistake")
        DONE = "done", _("what it was about is done")
        NOT_RECORDED = "not_recorded", _("not recorded")

    by = models.CharField(max_length=8, choices=By, default=By.BUSINESS)
    to = models.CharField(max_length=9, choices=To, default=To.CUSTOMER)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="promises")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, related_name="promises")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    text = models.CharField(_("what"), max_length=500)
    visible = models.BooleanField(_("the customer sees it"), default=True)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    effort_minutes = models.PositiveIntegerField(_("effort in minutes"), null=True)
    because_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    zone = models.CharField(max_length=64)
    due_from = models.DateField(null=True)
    due_to = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    late_after = models.DateTimeField(null=True)
    next_update = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # The update that its engagement's cadence owes; at most one is open.
    regular = models.BooleanField(default=False)

    due_first_from = models.DateField(null=True)
    due_first_to = models.DateField(null=True)
    due_first_at = models.DateTimeField(null=True)
    late_after_first = models.DateTimeField(null=True)

    # The number of the due in force (0 is the first) and the highest one whose passing the
    # customer knows of (-1: none): kept here so that Today is one indexed question.
    due_number = models.PositiveSmallIntegerField(default=0)
    told_through = models.SmallIntegerField(default=-1)
    tellings_recorded = models.BooleanField(default=True)

    # When the due in force passed, once its silence was written down (`actions/watching.py`), or
    # where an import brought it long past; empty again with the next due.
    passed_at = models.DateTimeField(null=True)

    # What we last said of the due in force: "holds", "at_risk", or nothing.
    outlook = models.CharField(max_length=7, blank=True)

    kept_at = models.DateTimeField(null=True)
    kept_early = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_asked_by = models.CharField(max_length=12, choices=AskedBy, blank=True)
    # False: an import says that it was withdrawn and not when; the column holds the import's time.
    end_recorded = models.BooleanField(default=True)
    succeeds = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    # We put it, or one that it goes back to, in the place of another, and nobody asked us to.
    we_replaced = models.BooleanField(default=False)

    class Meta:
        indexes = [
            Index(
                fields=["business", "late_after", "id"], name="promise_open_by_due", condition=OPEN
            ),
            Index(fields=["business", "late_after", "id"], name="promise_by_due"),
            Index("business", UNHEARD, name="promise_open_by_unheard", condition=OPEN),
            Index(
                fields=["business", "late_after"], name="promise_with_effort", condition=WITH_EFFORT
            ),
            Index(fields=["business", "late_after"], name="promise_imported", condition=IMPORTED),
            Index(
                fields=["business", "to", "late_after", "id"],
                name="promise_watched",
                condition=WATCHED,
            ),
            # The outlook is a column of it, not its condition: SQLite would not know the two equal.
            Index(fields=["business", "outlook"], name="promise_by_outlook", condition=OPEN),
            # Without its condition SQLite would read all that is open through it, unsorted.
            Index(fields=["business", "kept_at"], name="promise_by_kept", condition=EVER_KEPT),
            Index(fields=["business", "late_after_first", *COUNTED], name="promise_by_first_due"),
            Index(fields=["business", "customer", "id"], name="promise_by_customer"),
            Index(fields=["business", "engagement", "id"], name="promise_by_engagement"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(due_at=None, due_from=None, due_to=None, late_after=None)
                | Q(WHOLE_DAYS, due_at=None, due_to__gte=F("due_from"))
                | Q(WHOLE_INSTANT, due_at=F("late_after"), due_from=None, due_to=None),
                name="promise_due_is_days_or_instant",
            ),
            CheckConstraint(
                condition=Q(late_after__isnull=False)
                | Q(next_update__isnull=False)
                | ~Q(kept_at=None, withdrawn_at=None),
                name="promise_unknown_until_update",
            ),
            CheckConstraint(
                condition=Q(late_after_first=None) | Q(late_after_first__gte=F("made_at")),
                name="promise_due_after_made",
            ),
            CheckConstraint(
                condition=Q(kept_at=None) | Q(withdrawn_at=None), name="promise_ends_one_way"
            ),
            CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_asked_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_asked_by="")),
                name="promise_withdrawn_by_somebody",
            ),
            CheckConstraint(
                condition=Q(end_recorded=True) | Q(withdrawn_asked_by="not_recorded"),
                name="promise_end_unknown_to_imports",
            ),
            CheckConstraint(
                condition=~Q(to="customer", customer=None), name="promise_to_customer_names_them"
            ),
            CheckConstraint(
                condition=~Q(by="customer") | Q(to="ourselves", customer__isnull=False),
                name="promise_by_customer_is_to_us",
            ),
            CheckConstraint(
                condition=Q(told_through__gte=-1, told_through__lte=F("due_number")),
                name="promise_told_of_its_own_dues",
            ),
            CheckConstraint(
                condition=Q(passed_at=None)
                | Q(late_after__isnull=False, passed_at=F("late_after")),
                name="promise_passed_its_due",
            ),
            imported_once("promise_imported_once"),
            UniqueConstraint(
                fields=["business", "engagement"],
                condition=OPEN & Q(regular=True),
                name="promise_one_regular_update",
            ),
            CheckConstraint(
                condition=Q(regular=False)
                | Q(kind="update", to="customer", engagement__isnull=False),
                name="promise_regular_is_an_update",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> Customer | None:
        """Whose it is, under the name and the address by which they are known now."""
        return self.customer.head if self.customer is not None else None

    @property
    def due(self) -> Due | None:
        """The due in force; None while it is unknown."""
        return due_of(self.zone, self.due_from, self.due_to, self.due_at)

    @property
    def due_first(self) -> Due | None:
        """The due first said, never overwritten."""
        return due_of(self.zone, self.due_first_from, self.due_first_to, self.due_first_at)

    @property
    def kept(self) -> Kept:
        """Against the due in force; while none is, against the first."""
        late_after = self.late_after or self.late_after_first
        return kept(late_after, self.kept_at, self.withdrawn_at, early=self.kept_early)

    @property
    def is_open(self) -> bool:
        return self.kept_at is None and self.withdrawn_at is None

    @property
    def ended_at(self) -> datetime | None:
        return self.kept_at or self.withdrawn_at


# Put up after every migrate (`config/apps.py`), as what SQLite remakes loses its triggers.
FIRST_DUE_STAYS = Refused(
    "promises_first_due_stays",
    Promise._meta.db_table,
    "UPDATE",
    "The due first said is never changed.",
    columns=("due_first_from", "due_first_to", "due_first_at", "late_after_first"),
)
