"""The outbox: each letter we owe somebody, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.foundation.mail.rules import ON_TRIAL, USUAL, Patience
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned

# How the reply of a letter begins that no server has.
KEPT_HERE = "Kept here"
# Said by a column that is empty: SQLite finds no index by a list of states that it is handed.
UNSENT = Q(ended_at=None)
# It did not reach them, as far as anybody knows.
GONE_WRONG = frozenset({"failed", "unknown", "bounced"})


class Letter(Owned):
    """One letter to one person. Links stay `{link:17}` here; they are derived when it is sent."""

    class Kind(models.TextChoices):
        """Every letter there is. What may go without a press is said beside each."""

        NOTICE = "notice", _("a notice about a promise")  # never by itself
        UPDATE = "update", _("a progress update")  # never by itself
        ASKING = "asking", _("a question how it was")  # by itself, if switched on
        REMINDER = "reminder", _("a reminder of that question")  # by itself, once
        CASE_HEARD = "case_heard", _("a word that we heard them")  # never by itself
        REMEDY = "remedy", _("how we put it right")  # never by itself
        IDEA = "idea", _("word that an idea of theirs is done")  # never by itself
        IS_IT_RIGHT = "is_right", _("a question whether it is right now")  # never by itself
        FRESH_LINK = "fresh_link", _("a fresh link they asked for")  # by itself, on their press
        ACCOUNT = "account", _("account mail")  # by itself, on their press
        TRIAL = "trial", _("a letter that tries a mail server")  # by itself, on their press

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        UNSURE = "unsure", _("the connection broke at the last moment; it is sent once more")
        SENT = "sent", _("taken by their mail server")
        FAILED = "failed", _("refused")
        UNKNOWN = "unknown", _("not known whether it arrived")
        BOUNCED = "bounced", _("came back")

    kind = models.CharField(max_length=10, choices=Kind)
    # Which notice, update or link it carries: a row of the slice that wrote it.
    about = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    engagement_id = models.BigIntegerField(null=True)
    because_id = models.BigIntegerField(null=True)

    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.EmailField(max_length=254)
    reply_to = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    # Where one press ends letters of this kind (RFC 8058), as `{asked:17}/stop`; "" for those that
    # answer what somebody did.
    unsubscribe = models.CharField(max_length=60, blank=True)

    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    made_at = models.DateTimeField()
    # Not before; None is at once.
    try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often the connection broke between our last byte and the server's answer.
    doubts = models.PositiveSmallIntegerField(default=0)
    held_by_job = models.BigIntegerField(null=True)
    handed_over = models.BooleanField(default=False)
    # Which own server of the business may have it; None is the operator's.
    handed_to = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The server's last words about it, or ours where there was no server.
    reply = models.CharField(max_length=500, blank=True)
    # When somebody here saw that it had come back, and what the returned mail says of it.
    came_back_at = models.DateTimeField(null=True)
    came_back_why = models.CharField(max_length=500, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            CheckConstraint(
                condition=(Q(state__in=["sent", "bounced"], sent_at__isnull=False) & ~Q(reply=""))
                | (~Q(state="sent") & Q(sent_at=None)),
                name="letter_sent_has_the_reply",
            ),
            CheckConstraint(
                condition=Q(state__in=["queued", "sending", "unsure"], ended_at=None)
                | Q(state__in=["sent", "failed", "unknown", "bounced"], ended_at__isnull=False),
                name="letter_ended_says_when",
            ),
            CheckConstraint(
                condition=Q(state="bounced", came_back_at__isnull=False)
                | (~Q(state="bounced") & Q(came_back_at=None, came_back_why="")),
                name="letter_bounced_says_when",
            ),
        ]
        indexes = [
            # Letters to one person go out in the order they were written.
            Index(fields=["business", "to_address", "id"], name="letter_in_line", condition=UNSENT),
            Index(fields=["business", "try_at", "id"], name="letter_to_send", condition=UNSENT),
            Index(fields=["business", "kind", "about"], name="letter_about"),
            Index(fields=["business", "customer_id", "id"], name="letter_by_customer"),
        ]

    @property
    def patience(self) -> Patience:
        """How long it is tried."""
        return ON_TRIAL if self.kind == self.Kind.TRIAL else USUAL

    @property
    def stayed_here(self) -> bool:
        """Whether it was taken by no server: there was none, or it is a demo's."""
        return self.state == self.State.SENT and self.reply.startswith(KEPT_HERE)

    @property
    def may_come_back(self) -> bool:
        """Whether it left and nobody has said yet that it came back."""
        left = self.state in {self.State.SENT, self.State.UNKNOWN}
        return left and not self.stayed_here

    @property
    def went_wrong(self) -> bool:
        """Whether it did not reach them, as far as anybody knows."""
        return self.state in GONE_WRONG

    def __str__(self) -> str:
        return f"{self.kind} {self.about} ({self.state})"


class OwnServer(Owned):
    """A mail server that the business brought. On trial until it has taken a letter, then in force.

    A change is a new row, so that what one server proved is never believed of another.
    """

    class Security(models.TextChoices):
        """There is no third: the password would go in the clear."""

        STARTTLS = "starttls", _("STARTTLS (port 587)")
        TLS = "tls", _("TLS (port 465)")

    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8, choices=Security)
    user = models.CharField(max_length=200, blank=True)
    # Unreadable without LINKS_KEY, which is not here (`locking`).
    locked_password = models.TextField(blank=True)
    # Whom letters come from.
    address = models.EmailField(max_length=254)
    set_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    # When it took a letter; None is on trial.
    proved_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business"], condition=Q(proved_at=None), name="one_own_server_on_trial"
            ),
            UniqueConstraint(
                fields=["business"],
                condition=Q(proved_at__isnull=False),
                name="one_own_server_in_force",
            ),
            CheckConstraint(
                condition=Q(security__in=["starttls", "tls"]),
                name="own_server_is_spoken_to_in_private",
            ),
            CheckConstraint(
                condition=Q(user="", locked_password="") | (~Q(user="") & ~Q(locked_password="")),
                name="own_server_user_has_a_password",
            ),
        ]

    @property
    def bound_to(self) -> str:
        """What its password belongs to: neither another business nor another host ever has it."""
        return f"{self.business_id}|{self.host}|{self.port}|{self.security}|{self.user}"

    def __str__(self) -> str:
        return f"own server {self.pk}"
