"""What somebody answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models.asking import Invitation
from makegood.domain.feedback.models.surveys import Survey, Version
from makegood.domain.feedback.rules.answers import LONGEST_TEXT, Value
from makegood.foundation.journal.importable import Importable, imported_once
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned


class Response(Importable):
    """One person's answers to one invitation; begun with the first press, finished with the last.

    Whose it is and its three figures stand here too, so that results are one indexed question.
    """

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="response")
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    engagement = models.ForeignKey(Engagement, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    overall = models.PositiveSmallIntegerField(null=True)
    overall_of = models.PositiveSmallIntegerField(null=True)
    nps = models.PositiveSmallIntegerField(null=True)
    effort = models.PositiveSmallIntegerField(null=True)
    # When it was counted among the others of its month.
    counted_at = models.DateTimeField(null=True)

    class Meta(Importable.Meta):
        abstract = False
        constraints = [
            imported_once("response_imported_once"),
            CheckConstraint(
                condition=Q(overall=None, overall_of=None) | Q(overall__lte=F("overall_of")),
                name="response_score_on_its_scale",
            ),
        ]
        indexes = [
            Index(
                fields=[
                    *("business", "survey", "started_at", "overall", "nps", "effort"),
                    "import_batch",
                ],
                name="response_by_survey",
            ),
            Index(fields=["business", "customer", "started_at"], name="response_by_customer"),
            Index(fields=["business", "engagement"], name="response_by_engagement"),
            # The empty column before the time: by a condition SQLite would still read all months.
            Index(
                fields=["business", "survey", "counted_at", "started_at"],
                name="response_not_counted",
            ),
            Index(fields=["business", "survey", "member", "started_at"], name="response_by_member"),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"


class SurveyAnswer(Owned):
    """The answer to one question: a number, words, a day, or one of the options chosen.

    Of several options each is a row. Of files it is their number; they are `Attachment`s.
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    option = models.CharField(max_length=40, blank=True)
    number = models.SmallIntegerField(null=True)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    day = models.DateField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business", "response", "question", "option"], name="answer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} of {self.response_id}"


class Press(Owned):
    """A page of answers as it was sent. It is kept before they are thanked, and gone in the moment
    in which it is answers of theirs (`actions/pressing.py`).
    """

    invitation = models.ForeignKey(
        Invitation, models.PROTECT, related_name="presses", db_index=False
    )
    page = models.PositiveSmallIntegerField()
    # What their browser sent, by the question's key.
    said = models.JSONField()
    # They have no more to say.
    enough = models.BooleanField()
    language = models.CharField(max_length=12)
    pressed_at = models.DateTimeField()

    class Meta(Owned.Meta):
        indexes = [Index(fields=["business", "invitation", "id"], name="press_in_turn")]

    def __str__(self) -> str:
        return f"press {self.pk}"


def rows_of(response: Response, given: Mapping[str, Value]) -> Iterator[SurveyAnswer]:
    """The rows of these answers, unwritten: of several options each is one."""
    for key, value in given.items():
        for option in value.options or ("",):
            yield SurveyAnswer(
                response=response,
                question=key,
                option=option,
                number=len(value.files) or value.number,
                text=value.text,
                day=value.day,
            )
