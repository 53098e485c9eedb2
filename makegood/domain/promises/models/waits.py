"""What waits for what."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models.promise import Promise
from makegood.foundation.tenancy.owned import Owned


class Waiting(Owned):
    """A promise that waits for another; ours moves by itself once a late one arrives."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="waits")
    on = models.ForeignKey(Promise, models.PROTECT, related_name="waited_on_by")
    working_days = models.PositiveSmallIntegerField(_("working days after"))
    since = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["business", "promise", "on"], name="waiting_once"),
            CheckConstraint(condition=~Q(promise=F("on")), name="waiting_on_another"),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} waits on {self.on_id}"
