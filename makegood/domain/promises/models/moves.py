"""What became of a due: given up for another, or for none yet."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models.promise import Promise
from makegood.domain.promises.rules.due import Due, due_of
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned


class Move(Owned):
    """A due given up for another, or for none yet. The reason stays inside the business."""

    class Reason(models.TextChoices):
        WAITING = "waiting_on_customer", _("waiting on the customer")
        SCOPE = "scope_change", _("the work changed")
        UNDERESTIMATED = "underestimated", _("it takes longer than we thought")
        ABSENCE = "absence", _("unforeseen absence")
        SUPPLIER = "supplier", _("a supplier")
        OTHER_WORK = "other_work", _("other work came first")
        REDO = "redo", _("it has to be done again")
        WEATHER = "weather", _("the weather")
        OTHER = "other", _("another reason")
        REPLACED = "replaced", _("something else was promised instead")

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    moved_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.CharField(_("in your words, for the customer"), max_length=500, blank=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=60, blank=True)

    old_from = models.DateField(null=True)
    old_to = models.DateField(null=True)
    old_at = models.DateTimeField(null=True)
    old_late_after = models.DateTimeField(null=True)
    new_from = models.DateField(null=True)
    new_to = models.DateField(null=True)
    new_at = models.DateTimeField(null=True)
    new_late_after = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            UniqueConstraint(fields=["business", "promise", "number"], name="move_numbered_once"),
            CheckConstraint(
                condition=(Q(member__isnull=False) & Q(rule="")) | (Q(member=None) & ~Q(rule="")),
                name="move_by_member_or_rule",
            ),
            CheckConstraint(
                condition=Q(new_late_after=None) | Q(new_late_after__gte=F("moved_at")),
                name="move_to_what_is_ahead",
            ),
        ]

    def __str__(self) -> str:
        return f"move {self.number} of {self.promise_id}"

    @property
    def old_due(self) -> Due | None:
        return due_of(self.promise.zone, self.old_from, self.old_to, self.old_at)

    @property
    def new_due(self) -> Due | None:
        return due_of(self.promise.zone, self.new_from, self.new_to, self.new_at)
