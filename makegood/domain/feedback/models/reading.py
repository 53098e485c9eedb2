"""What we make of the answers: how often each was given, and what their words are about."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.feedback.models.asking import About
from makegood.domain.feedback.models.responses import Response
from makegood.domain.feedback.models.surveys import Survey, Version
from makegood.domain.feedback.rules.reasons import What
from makegood.foundation.journal.importable import Shown
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned, OwnedManager

Row = TypeVar("Row", bound="Tally")


class _Shown(OwnedManager[Row]):
    """Starts every query at what no import hides."""

    def beginning(self) -> models.QuerySet[Row]:
        return super().beginning().filter(Shown("import_batch"))


class Tally(Owned):
    """How often an answer was given in a month: out of responses that were counted.

    Those that were not counted yet are counted where the page is asked for. Without a question:
    responses, by the `option` of what they did (`rules.tallies.Did`). The month is the one in which
    they began to answer, as the business's calendar shows it. Those of an import are counted apart,
    and hidden with it.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    month = models.DateField()
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=9, choices=About)
    question = models.CharField(max_length=40, blank=True)
    option = models.CharField(max_length=40, blank=True)
    number = models.SmallIntegerField(null=True)
    n = models.PositiveIntegerField()
    import_batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[_Shown[Self]] = _Shown()

    class Meta(Owned.Meta):
        indexes = [Index(fields=["business", "survey", "month"], name="tally_by_survey")]

    def __str__(self) -> str:
        return f"{self.n} × {self.question}"


class Reason(Owned):
    """What somebody's words are about: suggested by a rule, confirmed by a press, or taken off.

    It hangs on the question and not on the row of its answer: that one is written anew as long as
    they answer.
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="reasons")
    question = models.CharField(max_length=40)
    what = models.CharField(
        _("what it is about"),
        max_length=9,
        choices=[
            (What.TIME.value, _("Time")),
            (What.KEEPING.value, _("Keeping them informed")),
            (What.WORK.value, _("The work itself")),
            (What.PRICE.value, _("Price")),
            (What.PEOPLE.value, _("The people")),
            (What.REACHING.value, _("Reaching us")),
            (What.ELSE.value, _("Something else")),
        ],
    )
    # The word that it was suggested by; "" where a member said it.
    evidence = models.CharField(max_length=40, blank=True)
    said_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                fields=["business", "response", "question", "what"], name="reason_once"
            ),
            CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="reason_confirmed_by_somebody",
            ),
            CheckConstraint(
                condition=Q(taken_off_at=None, taken_off_by=None)
                | Q(taken_off_at__isnull=False, taken_off_by__isnull=False),
                name="reason_taken_off_by_somebody",
            ),
            CheckConstraint(
                condition=~Q(evidence="")
                | Q(confirmed_at__isnull=False)
                | Q(taken_off_at__isnull=False),
                name="reason_suggested_with_evidence",
            ),
        ]
        indexes = [
            Index(fields=["business", "what", "response"], name="reason_by_what"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.response_id}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None and self.taken_off_at is None
