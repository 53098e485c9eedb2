"""What we ask: surveys, the versions of their questions, and when each is asked by itself."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.feedback.rules.questionnaire import Questionnaire, from_json
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned
from makegood.foundation.tenancy.wall.refusing import Refused

LONGEST_NAME = 120
LONGEST_WAIT = 365


class Survey(Importable):
    """A questionnaire under its name, through all its versions."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    # Which of the ready ones it began as; "" is our own.
    ready = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta(Importable.Meta):
        abstract = False
        constraints = [imported_once("survey_imported_once")]

    def __str__(self) -> str:
        return self.name


class Version(Owned):
    """The questions of a survey at one time. Once published they are never changed: a change is
    the next version, and answers never mix questions.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business", "survey", "number"], name="survey_version_once_per_number"
            ),
            UniqueConstraint(
                fields=["business", "survey"],
                condition=Q(published_at=None),
                name="survey_version_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.survey_id}"

    @property
    def questionnaire(self) -> Questionnaire:
        return from_json(self.content)


class Asking(Owned):
    """When a survey is asked by itself: on what, and how many days after."""

    class On(models.TextChoices):
        DELIVERED = "delivered", _("when all of a piece of work is delivered")
        MILESTONE = "milestone", _("when a milestone is kept")
        PUT_RIGHT = "put_right", _("when a case is closed")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="askings")
    on = models.CharField(_("when"), max_length=9, choices=On)
    days_after = models.PositiveSmallIntegerField(_("days after"), default=0)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            # One survey is asked on a thing: two would be two letters.
            UniqueConstraint(
                fields=["business", "on"], condition=Q(ended_at=None), name="asking_one_at_a_time"
            ),
            CheckConstraint(condition=Q(days_after__lte=LONGEST_WAIT), name="asking_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} on {self.on}"


# Put up after every migrate (`config/apps.py`), as what SQLite remakes loses its triggers.
PUBLISHED_STAYS = Refused(
    "feedback_published_stays",
    Version._meta.db_table,
    "UPDATE",
    "What was published is never changed.",
    columns=("content", "number", "survey_id", "published_at", "published_by_id"),
    once_set="published_at",
)
