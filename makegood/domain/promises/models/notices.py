"""What a customer was told in writing about a move, and what they answered."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Index, Q
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models.moves import Move
from makegood.domain.promises.models.promise import Promise
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned


class Notice(Owned):
    """A delay notice: a move told. Its dates are the move's; its words are the sender's."""

    class Option(models.TextChoices):
        """What the customer may answer with one press, where we offer it."""

        FINE = "fine", _("That is fine by me")
        SMALLER = "smaller", _("Send a part of it sooner")
        CALL = "call", _("Please call me")
        END = "end", _("I would rather end it")

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="notices")
    move = models.ForeignKey(Move, models.PROTECT, related_name="notices")
    why = models.CharField(_("why, in your words"), max_length=500, blank=True)
    # What of the customer's own hangs on it: "Your opening", and its day.
    depends_what = models.CharField(_("what of theirs depends on it"), max_length=120, blank=True)
    depends_on = models.DateField(_("their own date"), null=True)
    meaning = models.CharField(_("what it means for them"), max_length=500, blank=True)
    options = models.JSONField(default=list)
    next_update = models.DateField(_("when they hear more"), null=True)
    reach = models.CharField(_("whom to call, and when"), max_length=200, blank=True)
    # The number of the due that they went by when it was written: what “we said” means to them.
    knew = models.PositiveSmallIntegerField()
    # Written after the day had passed in silence: it begins by saying so.
    is_apology = models.BooleanField(default=False)

    link = models.ForeignKey(Link, models.PROTECT, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(Owned.Meta):
        ordering = ["id"]
        indexes = [Index(fields=["business", "promise"], name="notice_by_promise")]

    def __str__(self) -> str:
        return f"notice of {self.promise_id}"

    @property
    def offered(self) -> list[Option]:
        """What the customer may answer, in the order in which it is offered."""
        return [option for option in self.Option if option in self.options]

    def says_the_same_as(self, other: Notice) -> bool:
        """Whether both hold the same words of the same member, whatever their dates."""
        return self._words() == other._words()

    def _words(self) -> tuple[object, ...]:
        hangs_on_it = (self.depends_what, self.depends_on, self.meaning)
        goes_on = (self.offered, self.next_update, self.reach)
        return (self.written_by_id, self.why, *hangs_on_it, *goes_on)


class Answer(Owned):
    """What the customer pressed. They may think again: the last one counts."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="answers")
    choice = models.CharField(max_length=8, choices=Notice.Option)
    words = models.CharField(_("anything else?"), max_length=1000, blank=True)
    answered_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        ordering = ["id"]
        indexes = [
            Index(fields=["business", "notice"], name="answer_by_notice"),
            Index(fields=["business", "id"], name="answer_not_seen", condition=Q(seen_at=None)),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(seen_at=None, seen_by=None)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="answer_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.choice} to {self.notice_id}"
