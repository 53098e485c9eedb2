"""The people we serve."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.rules.names import LONGEST_KEY
from makegood.domain.customers.rules.reaching import LONGEST_REACH
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned

HEADS = Q(merged_into=None)


class Customer(Importable):
    """A person we serve, maybe of an organisation. Many have no mail; none needs an account.

    One who turned out to be another is an alias of theirs: `merged_into` leads to the head, never
    to another alias. Whatever was written about an alias stays the alias's own.
    """

    class Stage(models.TextChoices):
        PROSPECT = "prospect", _("Prospect")
        CUSTOMER = "customer", _("Customer")
        FORMER = "former", _("Former customer")

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=400, editable=False)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # The number as it is compared; the mail address is compared in lower case.
    phone_key = models.CharField(max_length=20, blank=True, editable=False)
    # The one they read; "" where nobody said.
    language = models.CharField(_("language"), max_length=12, blank=True)
    # "" where nobody said.
    stage = models.CharField(_("stage"), max_length=8, choices=Stage, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="aliases")
    met_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["business", "name_key"],
                condition=models.Q(import_key=""),
                name="customer_known_by_one_name",
            ),
            imported_once("customer_imported_once"),
            CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="customer_no_alias_of_itself",
            ),
        ]
        indexes = [
            Index(fields=["business", "name_key"], name="customer_by_name"),
            Index(fields=["business", "name_key"], name="customer_heads_by_name", condition=HEADS),
            Index(
                fields=["business", "stage", "name_key"],
                name="customer_heads_by_stage",
                condition=HEADS,
            ),
            Index(
                fields=["business", "merged_into"],
                name="customer_by_head",
                condition=Q(merged_into__isnull=False),
            ),
            Index(fields=["business", "phone_key"], name="customer_by_phone"),
            Index("business", Lower("email"), name="customer_by_email"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head(self) -> Customer:
        """Under whom they are shown and reached: themselves, or whose alias they are."""
        return self.merged_into or self

    @property
    def head_id(self) -> int:
        """The id of their head, without asking."""
        return self.merged_into_id or self.pk


class Handle(Owned):
    """A further way to reach a customer, besides their first mail address and number."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        MOBILE = "mobile", _("Mobile")
        WHATSAPP = "whatsapp", _("WhatsApp")
        INSTAGRAM = "instagram", _("Instagram")
        WEBSITE = "website", _("Website")
        POST = "post", _("Post")
        OTHER = "other", _("Something else")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="handles")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("address or number"), max_length=LONGEST_REACH)
    # As it is compared: mail in lower case, the digits of a number.
    key = models.CharField(max_length=LONGEST_KEY, editable=False)
    label = models.CharField(_("what it is for"), max_length=60, blank=True)

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                fields=["business", "customer", "kind", "key"], name="handle_written_once"
            ),
        ]
        indexes = [Index(fields=["business", "key"], name="handle_by_key")]

    def __str__(self) -> str:
        return self.value


class Note(Owned):
    """What a member wrote down about a customer. It stays inside the business."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="notes")
    text = models.CharField(_("note"), max_length=2000)
    # None: it came in from elsewhere.
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        ordering = ["-id"]
        indexes = [
            Index(
                fields=["business", "customer", "id"],
                name="note_standing",
                condition=Q(taken_back_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"note on {self.customer_id}"


class Tag(Owned):
    """A word that a customer is found by."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="tags")
    name = models.CharField(_("tag"), max_length=40)
    key = models.CharField(max_length=80, editable=False)

    class Meta(Owned.Meta):
        ordering = ["key"]
        constraints = [
            UniqueConstraint(fields=["business", "customer", "key"], name="tag_once_a_customer"),
        ]
        indexes = [Index(fields=["business", "key", "customer"], name="tag_by_key")]

    def __str__(self) -> str:
        return self.name


class Consent(Owned):
    """What a customer agreed to: when and how they said it, who wrote it down, until when."""

    class To(models.TextChoices):
        NEWS = "news", _("News and offers")
        REVIEW = "review", _("Being asked for a review")
        PICTURES = "pictures", _("Showing pictures of their work")
        NAMED = "named", _("Being named as a customer")
        OTHER = "other", _("Something else")

    class How(models.TextChoices):
        SPOKEN = "spoken", _("in person or by phone")
        WRITTEN = "written", _("in writing")
        FORM = "form", _("on a form")
        OTHER = "other", _("in another way")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="consents")
    to = models.CharField(_("to what"), max_length=8, choices=To)
    words = models.CharField(_("in words"), max_length=200, blank=True)
    how = models.CharField(_("how they said it"), max_length=8, choices=How)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_recorded_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        ordering = ["-id"]
        indexes = [Index(fields=["business", "customer"], name="consent_by_customer")]
        constraints = [
            CheckConstraint(
                condition=Q(given_at__lte=F("recorded_at")), name="consent_given_before_recorded"
            ),
            CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawal_recorded_by=None)
                | Q(withdrawn_at__isnull=False, withdrawal_recorded_by__isnull=False),
                name="consent_withdrawn_by_somebodys_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to} by {self.customer_id}"


class Apart(Owned):
    """Two who look alike and are not the same: said once, and not suggested again."""

    one = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    other = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business", "one", "other"], name="apart_said_once"),
            CheckConstraint(condition=Q(one__lt=F("other")), name="apart_in_order"),
        ]
        indexes = [Index(fields=["business", "other"], name="apart_by_other")]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
