"""What the customer heard."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models.promise import Promise
from makegood.domain.promises.rules.standing import Heard
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned


class Telling(Owned):
    """The customer heard that a due would not hold. Stated by a member, with both times."""

    class How(models.TextChoices):
        LETTER = "letter", _("by letter")
        PERSON = "person", _("in person")
        PHONE = "phone", _("by phone")
        MESSAGE = "message", _("by message")

    SPOKEN: ClassVar = (How.PERSON, How.PHONE, How.MESSAGE)

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="tellings")
    through = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=8, choices=How)
    told_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    stated_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["told_at", "id"]
        indexes = [Index(fields=["business", "promise"], name="telling_by_promise")]
        constraints = [
            CheckConstraint(
                condition=Q(told_at__lte=F("entered_at")), name="telling_entered_after_told"
            ),
            CheckConstraint(
                condition=Q(how="letter") | Q(stated_by__isnull=False),
                name="telling_spoken_is_stated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.told_at}"

    @property
    def heard(self) -> Heard:
        return Heard(at=self.told_at, through=self.through)
