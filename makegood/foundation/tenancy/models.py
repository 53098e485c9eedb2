"""Who is here: people, businesses, and who works for which. Rows only; accounts writes them."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.foundation.tenancy.business import Business
from makegood.foundation.tenancy.owned import Owned

__all__ = ["Business", "Closure", "Member", "OpeningPeriod", "User", "UserManager"]


class UserManager(BaseUserManager["User"]):
    """Finds people by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. What they may do is said by their memberships alone."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email.partition("@")[0]


class Member(models.Model):
    """A person of a business's team. A directory row: it is read before any scope is entered."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MANAGER = "manager", _("Manager")
        MEMBER = "member", _("Member")
        VIEWER = "viewer", _("Viewer")

    business = models.ForeignKey(Business, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["business", "user"], name="member_once_per_business"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class OpeningPeriod(Owned):
    """Opening hours on one weekday, in minutes after local midnight; a day may have several."""

    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            UniqueConstraint(fields=["business", "weekday", "opens"], name="period_opens_once"),
            CheckConstraint(condition=Q(weekday__lte=6), name="period_on_a_weekday"),
            CheckConstraint(
                condition=Q(closes__gt=F("opens"), closes__lte=1440), name="period_closes_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens}-{self.closes}"


class Closure(Owned):
    """Days on which the business is closed, first and last included."""

    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    name = models.CharField(_("why"), max_length=80, blank=True)

    class Meta:
        ordering = ["first"]
        constraints = [
            CheckConstraint(condition=Q(last__gte=F("first")), name="closure_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
