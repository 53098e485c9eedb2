"""How we do things here: the standards a business sets itself."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.playbook.rules import (
    LONGEST_LEAD,
    LONGEST_RECOVERY,
    LONGEST_REPLY,
    MOST_AUTHORITY,
    MOST_GOOD_FOR_BAD,
)
from makegood.foundation.tenancy.owned import Owned


class Lead(Owned):
    """How long before a promise of this kind is due we ask ourselves whether it will hold."""

    kind = models.CharField(max_length=12)
    working_days = models.PositiveSmallIntegerField(_("working days before"))

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business", "kind"], name="lead_once_per_kind"),
            CheckConstraint(condition=Q(working_days__lte=LONGEST_LEAD), name="lead_within_reach"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.working_days}"


class ReplyTime(Owned):
    """Within how many office hours we promise to answer. No row, or 0: we promise none."""

    office_hours = models.PositiveSmallIntegerField(_("office hours"))

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business"], name="reply_time_is_one"),
            CheckConstraint(
                condition=Q(office_hours__lte=LONGEST_REPLY), name="reply_time_within_reach"
            ),
        ]

    def __str__(self) -> str:
        return f"within {self.office_hours}"


class RecoveryTime(Owned):
    """Within how many office hours a step of a case is done. No row: our usual."""

    step = models.CharField(max_length=11)
    office_hours = models.PositiveSmallIntegerField(_("office hours"))

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business", "step"], name="recovery_time_once_per_step"),
            CheckConstraint(
                condition=Q(office_hours__gte=1, office_hours__lte=LONGEST_RECOVERY),
                name="recovery_time_within_reach",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.office_hours}"


class Authority(Owned):
    """What a role may spend on putting something right without asking. No row: our usual."""

    role = models.CharField(max_length=10)
    # None: whatever it takes.
    cents = models.BigIntegerField(_("up to"), null=True)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business", "role"], name="authority_once_per_role"),
            CheckConstraint(
                condition=Q(cents=None) | Q(cents__gte=0, cents__lte=MOST_AUTHORITY),
                name="authority_within_reach",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.cents}"


class Weight(Owned):
    """How many good moments make up for one bad, as we see it. No row: as it is said."""

    good_for_bad = models.PositiveSmallIntegerField(_("good ones for a bad one"))

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business"], name="weight_is_one"),
            CheckConstraint(
                condition=Q(good_for_bad__gte=1, good_for_bad__lte=MOST_GOOD_FOR_BAD),
                name="weight_within_reach",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.good_for_bad} for one"
