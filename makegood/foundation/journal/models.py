"""What happened: one append-only row per event, and one delivery per event and reaction."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.foundation.journal.importable import AboutShown
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned, OwnedManager, OwnedQuerySet

Row = TypeVar("Row", bound="Entry")


class NeverChanged(Exception):
    """A journal row is written once and stays as it was."""


class EntryQuerySet(OwnedQuerySet["Entry"]):
    """Adds and reads. (What passes by here, the database's triggers refuse: `append_only`.)"""

    def update(self, **_: Any) -> NoReturn:
        raise NeverChanged

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged


class _Shown(OwnedManager[Row]):
    """Starts every query at what names no row that an import hides."""

    def beginning(self) -> models.QuerySet[Row]:
        return super().beginning().filter(AboutShown())


EntryManager = _Shown.from_queryset(EntryQuerySet)


class Entry(Owned):
    """One event. Holds ids and facts, never personal text, so that it can stay for ever."""

    class By(models.TextChoices):
        MEMBER = "member", _("a member")
        CUSTOMER = "customer", _("the customer")
        RULE = "rule", _("a rule")
        IMPORT = "import", _("an import")

    class Phase(models.TextChoices):
        MARKETING = "marketing", _("marketing")
        SALES = "sales", _("sales")
        FULFILMENT = "fulfilment", _("fulfilment")
        AFTER = "after", _("after delivery")

    event = models.CharField(max_length=60)
    by = models.CharField(max_length=8, choices=By)
    by_id = models.BigIntegerField(null=True)
    by_rule = models.CharField(max_length=60, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    customer_id = models.BigIntegerField(null=True)
    engagement_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    phase = models.CharField(max_length=10, choices=Phase, blank=True)
    facts = models.JSONField(default=dict)

    objects: ClassVar[EntryManager[Self]] = EntryManager()

    class Meta(Owned.Meta):
        indexes = [
            Index(fields=["business", "subject_kind", "subject_id", "id"], name="entry_by_subject"),
            Index(fields=["business", "customer_id", "id"], name="entry_by_customer"),
            Index(fields=["business", "engagement_id", "id"], name="entry_by_engagement"),
            Index(fields=["business", "event", "happened_at"], name="entry_by_event"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")),
                name="entry_happened_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_kind} {self.subject_id}"

    def save_base(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save_base(*args, **options)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverChanged


class Delivery(Owned):
    """One event on its way to one reaction; done once."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    done_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business", "entry", "reaction"], name="delivery_once_per_reaction"
            ),
        ]
        indexes = [
            Index(
                fields=["business", "id"], condition=Q(done_at=None), name="delivery_still_to_do"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} to {self.reaction}"


class ImportBatch(Owned):
    """Rows that came in together from elsewhere."""

    LONGEST_SOURCE: ClassVar = 120

    source = models.CharField(max_length=LONGEST_SOURCE)
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business"],
                condition=Q(published_at=None, undone_at=None),
                name="import_batch_one_under_way",
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def is_under_way(self) -> bool:
        return self.published_at is None and self.undone_at is None

    @property
    def is_shown(self) -> bool:
        return self.published_at is not None and self.undone_at is None


class Feeling(Owned):
    """How a touchpoint felt to its customer: who said so and when, or a rule's suggestion.

    Said anew, the one before is taken back; none is ever changed.
    """

    class Feels(models.TextChoices):
        GOOD = "good", _("good")
        NEUTRAL = "neutral", _("neither good nor bad")
        BAD = "bad", _("bad")

    class Standing(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")

    LONGEST_REASON: ClassVar = 200

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="feelings")
    feels = models.CharField(_("how it felt"), max_length=7, choices=Feels)
    reason = models.CharField(_("why"), max_length=LONGEST_REASON, blank=True)
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.CONFIRMED)
    said_at = models.DateTimeField()
    # None: suggested by a rule.
    said_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business", "entry"],
                condition=Q(taken_back_at=None),
                name="feeling_one_at_a_time",
            ),
            CheckConstraint(
                condition=Q(standing="suggested") | Q(said_by__isnull=False),
                name="feeling_confirmed_by_somebody",
            ),
        ]
        indexes = [
            Index(
                fields=["business", "said_at", "feels", "standing", "entry"],
                name="feeling_by_said",
                condition=Q(taken_back_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feels} at {self.entry_id}"

    def says(self, feels: Feels, reason: str) -> bool:
        """Whether it is somebody's word already, and this one."""
        said = (Feeling.Standing.CONFIRMED, feels, reason)
        return (self.standing, self.feels, self.reason) == said
