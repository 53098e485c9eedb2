"""What a customer was told of how their work is going."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Index, Q
from django.utils.translation import gettext_lazy as _

from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models.promise import Promise
from makegood.domain.promises.models.tellings import Telling
from makegood.domain.promises.rules.updates import Standing
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned

UNHEARD = Q(heard_at=None)


class Update(Owned):
    """A progress message about an engagement. They heard it once `heard_at` says when."""

    class Says(models.TextChoices):
        """How it stands. At risk and late are said by a delay notice, which names the new day."""

        ON_TRACK = Standing.ON_TRACK.value, _("on track")
        AT_RISK = Standing.AT_RISK.value, _("at risk")
        LATE = Standing.LATE.value, _("late")
        DONE = Standing.DONE.value, _("done")

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="updates")
    # The regular update that it gives, where one was owed and it was its turn.
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="updates")
    says = models.CharField(max_length=8, choices=Says)
    words = models.CharField(_("in your words"), max_length=500, blank=True)
    # The day by which it says that they hear again: what the next one is promised for.
    next_on = models.DateField(null=True)

    link = models.ForeignKey(Link, models.PROTECT, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, choices=Telling.How, blank=True)

    class Meta(Owned.Meta):
        ordering = ["id"]
        indexes = [
            Index(fields=["business", "engagement"], name="update_by_engagement"),
            Index(fields=["business", "promise"], name="update_by_promise"),
            Index(fields=["business", "letter"], name="update_unheard", condition=UNHEARD),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(heard_at=None, how="") | (Q(heard_at__isnull=False) & ~Q(how="")),
                name="update_heard_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"update of {self.engagement_id}: {self.says}"
