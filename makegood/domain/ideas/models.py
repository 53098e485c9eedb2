"""Ideas: what customers said that we could do, who said it, and who knows that it is done."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.models import Response
from makegood.domain.ideas.rules import LONGEST_KEY, LONGEST_TITLE, Standing, standing
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, How
from makegood.domain.recovery.rules.words import LONGEST_WORDS
from makegood.foundation.journal.importable import Importable, Shown, imported_once
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned, OwnedManager

Row = TypeVar("Row", bound=Owned)
OPEN = Q(done_at=None, not_now_at=None)
# A letter that did not reach them told nobody.
LOST = (Letter.State.FAILED, Letter.State.BOUNCED)


class Idea(Importable):
    """Something that we could do, as customers said it. `did` is what they read once it is done."""

    title = models.CharField(_("the idea"), max_length=LONGEST_TITLE)
    title_key = models.CharField(max_length=LONGEST_KEY, editable=False)
    plan = models.TextField(_("what we would do"), max_length=LONGEST_WORDS, blank=True)
    heard_at = models.DateTimeField()

    planned_at = models.DateTimeField(null=True)
    # Promised to ourselves by a day; None: planned without one, or not planned.
    promise = models.OneToOneField(Promise, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    did = models.TextField(_("what we did"), max_length=LONGEST_WORDS, blank=True)
    not_now_at = models.DateTimeField(null=True)
    not_now_why = models.TextField(_("why not now"), max_length=LONGEST_WORDS, blank=True)

    class Meta(Importable.Meta):
        abstract = False
        constraints = [
            imported_once("idea_imported_once"),
            # (One from elsewhere may be hidden by its import, and stands in nobody's way then.)
            UniqueConstraint(
                fields=["business", "title_key"],
                condition=OPEN & Q(import_key=""),
                name="idea_open_once",
            ),
            CheckConstraint(
                condition=Q(done_at=None) | ~Q(did=""), name="idea_done_says_what_we_did"
            ),
            CheckConstraint(
                condition=Q(not_now_at=None) | ~Q(not_now_why=""), name="idea_not_now_says_why"
            ),
            CheckConstraint(
                condition=Q(done_at=None) | Q(not_now_at=None), name="idea_done_or_not_now"
            ),
        ]
        indexes = [
            Index(fields=["business", "done_at", "not_now_at"], name="idea_by_standing"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> Standing:
        return standing(
            planned_at=self.planned_at, done_at=self.done_at, not_now_at=self.not_now_at
        )

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.not_now_at is None


class _OfShownCustomers(OwnedManager[Row]):
    """Starts every query at what was said by nobody whom an import hides."""

    def beginning(self) -> models.QuerySet[Row]:
        return super().beginning().filter(Shown("customer__import_batch"))


class Voice(Owned):
    """Somebody said it: in an answer, in a case, in what they lived through, or to one of us.

    `words` are theirs, as they stood there; nobody edits them.
    """

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="voices")
    # None: nobody we know, by a link that anybody may use.
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    response = models.ForeignKey(Response, models.PROTECT, null=True, related_name="+")
    question = models.CharField(max_length=40, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    words = models.TextField(_("in their words"), max_length=LONGEST_WORDS, blank=True)
    said_at = models.DateTimeField()

    objects: ClassVar[_OfShownCustomers[Self]] = _OfShownCustomers()

    class Meta(Owned.Meta):
        ordering = ["id"]
        constraints = [
            UniqueConstraint(
                fields=["business", "idea", "response", "question"],
                condition=Q(response__isnull=False),
                name="voice_once_per_answer",
            ),
            UniqueConstraint(
                fields=["business", "idea", "case"],
                condition=Q(case__isnull=False),
                name="voice_once_per_case",
            ),
            UniqueConstraint(
                fields=["business", "idea", "entry"],
                condition=Q(entry__isnull=False),
                name="voice_once_per_touchpoint",
            ),
            CheckConstraint(
                condition=Q(response=None, question="")
                | (Q(response__isnull=False, case=None, entry=None) & ~Q(question="")),
                name="voice_in_an_answer_names_it",
            ),
            CheckConstraint(
                condition=Q(case=None) | Q(entry=None), name="voice_from_one_place_alone"
            ),
            CheckConstraint(
                condition=Q(customer__isnull=False) | Q(response__isnull=False),
                name="voice_is_somebodys",
            ),
        ]
        indexes = [
            Index(fields=["business", "idea", "id"], name="voice_by_idea"),
            Index(fields=["business", "customer", "idea"], name="voice_by_customer"),
            Index(fields=["business", "response"], name="voice_by_response"),
            Index(fields=["business", "case"], name="voice_by_case"),
        ]

    def __str__(self) -> str:
        return f"a voice for {self.idea_id}"

    @property
    def who(self) -> Customer | None:
        """Whose it is, as they are known now."""
        return self.customer.head if self.customer is not None else None


class News(Owned):
    """Somebody was told that their idea is done. One person hears it once."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="news")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    how = models.CharField(max_length=9, choices=How)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    objects: ClassVar[_OfShownCustomers[Self]] = _OfShownCustomers()

    class Meta(Owned.Meta):
        ordering = ["id"]
        indexes = [Index(fields=["business", "idea", "customer"], name="news_by_idea")]

    def __str__(self) -> str:
        return f"news of {self.idea_id}"
