"""Both sides of what happened: the customer's words, and ours."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Index, Q
from django.utils.translation import gettext_lazy as _

from makegood.domain.recovery.rules.words import LONGEST_WORDS
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned
from makegood.foundation.tenancy.wall.refusing import Refused


class How(models.TextChoices):
    """How a word went between us and a customer."""

    PAGE = "page", _("on their page")
    LETTER = "letter", _("by letter")
    PHONE = "phone", _("by phone")
    IN_PERSON = "in_person", _("in person")
    MESSAGE = "message", _("by message")


class Hearing(Owned):
    """What the customer said, in their own words. Never edited; what they add is a further row."""

    case = models.ForeignKey("recovery.Case", models.PROTECT, related_name="hearings")
    said = models.TextField(_("what went wrong?"), max_length=LONGEST_WORDS, blank=True)
    expected = models.TextField(_("what did you expect?"), max_length=LONGEST_WORDS, blank=True)
    wishes = models.TextField(
        _("what would you like to happen?"), max_length=LONGEST_WORDS, blank=True
    )
    right_when = models.TextField(
        _("what would putting it right look like?"), max_length=LONGEST_WORDS, blank=True
    )
    how = models.CharField(max_length=9, choices=How)
    # Who wrote their words down; None: they did.
    heard_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    heard_at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            CheckConstraint(
                condition=Q(how="page") | Q(heard_by__isnull=False),
                name="hearing_written_by_somebody",
            ),
        ]
        indexes = [Index(fields=["business", "case"], name="hearing_by_case")]

    def __str__(self) -> str:
        return f"their words on {self.case_id}"

    @property
    def is_whole(self) -> bool:
        """Whether it says what they expected, or what would be right: a concern alone does not."""
        return bool(self.expected or self.wishes or self.right_when)


class Account(Owned):
    """What happened on our side, in a member's words."""

    case = models.ForeignKey("recovery.Case", models.PROTECT, related_name="accounts")
    words = models.TextField(_("what happened on our side"), max_length=LONGEST_WORDS)
    written_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ["id"]
        indexes = [Index(fields=["business", "case"], name="account_by_case")]

    def __str__(self) -> str:
        return f"our side of {self.case_id}"


# Put up after every migrate (`config/apps.py`), as what SQLite remakes loses its triggers.
HEARING_STAYS = Refused(
    "recovery_hearing_stays",
    Hearing._meta.db_table,
    "UPDATE",
    "What a customer said is never edited.",
)
