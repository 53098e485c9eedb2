"""Ways in without an account: what each opens, for how long, and whose it is.

A link's token is never kept. It is computed from the row and a key that lies outside the
database, each time a letter is sent, so that a stolen copy of the database opens nothing.
"""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q
from django.utils.translation import gettext_lazy as _

from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.owned import Owned


class Link(Owned):
    """Opens one thing, for one purpose, in one business, until it ends."""

    class Purpose(models.TextChoices):
        PAGE = "page", _("a customer's page")
        FEED = "feed", _("a calendar feed")
        ASKED = "asked", _("what somebody was asked")
        ANYBODY = "anybody", _("a survey that anybody may answer")

    purpose = models.CharField(max_length=8, choices=Purpose)
    # The customer whose page it is, the member whose feed, the invitation, or the survey.
    opens = models.BigIntegerField()
    nonce = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("made_at")),
                name="link_ends_after_it_began",
            ),
        ]
        indexes = [
            Index(fields=["business", "purpose", "opens"], name="link_by_what_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.opens}"


class Address(models.Model):
    """Where a token leads: a directory row, read before any business is entered.

    It holds the token's SHA-256, from which nobody finds the token.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    link = models.OneToOneField(Link, models.PROTECT, related_name="+")
    business = models.ForeignKey(Business, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"link {self.link_id}"
