"""One row for each word of each row that can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Index, UniqueConstraint

from makegood.domain.search.rules.folding import LONGEST_WORD
from makegood.foundation.tenancy.business import Business
from makegood.foundation.tenancy.owned import Owned

# Django's fields say to a type checker alone what they hold.
if TYPE_CHECKING:
    Field = models.CharField[str, str]
else:
    Field = models.CharField


class InOrderOfSigns(Field):
    """Sorted by its signs' numbers in every database, so that a beginning is a stretch of it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        plain = super().db_type(connection) or ""
        return f'{plain} COLLATE "C"' if connection.vendor == "postgresql" else plain


class Kind(models.IntegerChoices):
    """What is found."""

    CUSTOMER = 1
    ENGAGEMENT = 2
    PROMISE = 3
    CASE = 4


class Word(Owned):
    """A row can be found by this word. Written by the database itself (`keeping`)."""

    # The indexes below begin with it: one of its own would only be written.
    business = models.ForeignKey(Business, models.PROTECT, related_name="+", db_index=False)
    kind = models.PositiveSmallIntegerField()
    row_key = models.BigIntegerField()
    word: Field = InOrderOfSigns(max_length=LONGEST_WORD + 1)

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(fields=["business", "kind", "row_key", "word"], name="word_of_a_row"),
        ]
        indexes = [Index(fields=["business", "kind", "word", "row_key"], name="word_by_its_signs")]

    def __str__(self) -> str:
        return self.word


class Filled(models.Model):
    """That the words of a kind were written for all rows, and in which way. No business's row."""

    kind = models.PositiveSmallIntegerField(unique=True)
    way = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.kind} {self.way}"
