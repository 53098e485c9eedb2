"""Keys under which something was done once."""

from __future__ import annotations

from django.db import models
from django.db.models import Index, UniqueConstraint

from makegood.foundation.tenancy.owned import Owned


class OnceKey(Owned):
    """One request of one principal, and what came of it. Written with its effect, or not at all.

    `principal` says who asked ("member 7", "link 31"); `digest` is the SHA-256 of what was
    asked; `result` is what to answer again.
    """

    principal = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business", "principal", "key"], name="done_once_per_key"),
        ]
        indexes = [Index(fields=["business", "made_at"], name="once_key_by_age")]

    def __str__(self) -> str:
        return f"{self.principal} {self.key}"
