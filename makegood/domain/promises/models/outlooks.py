"""What we said of a promise's chances before its day came."""

from __future__ import annotations

from django.db import models
from django.db.models import Index
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models.promise import Promise
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned


class Outlook(Owned):
    """A member's word: it will hold, or it may not. About the due in force when it was said."""

    class Says(models.TextChoices):
        HOLDS = "holds", _("it will hold")
        AT_RISK = "at_risk", _("it may not hold")

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="outlooks")
    due_number = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=7, choices=Says)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        ordering = ["id"]
        indexes = [Index(fields=["business", "promise"], name="outlook_by_promise")]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.says}"
