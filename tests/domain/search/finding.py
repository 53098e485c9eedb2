"""What the studio finds, by name."""

from __future__ import annotations

from makegood.domain.search.models import Kind, Word
from makegood.domain.search.queries import search


def found(text: str) -> list[str]:
    """All that is found, in the order in which it is shown."""
    return [str(row) for group in search(text).groups for row in group.rows]


def words_of(kind: Kind, key: int) -> set[str]:
    """The words that a row is found by."""
    return set(Word.objects.filter(kind=kind, row_key=key).values_list("word", flat=True))
