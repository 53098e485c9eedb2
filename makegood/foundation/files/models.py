"""Files that people brought: kept as they came, under names of our own."""

from __future__ import annotations

from django.db import models

from makegood.foundation.tenancy.owned import Owned


class File(Owned):
    """Bytes somebody brought. `name` is what they call it, and says nothing about where it lies."""

    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    # We made it ourselves: it takes no room of what people bring.
    ours = models.BooleanField(default=False)
    # Its bytes are gone since then; the row stays, as others point at it.
    forgotten_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "place"], name="file_lies_by_itself"),
        ]

    def __str__(self) -> str:
        return self.name
