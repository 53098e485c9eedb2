"""What a customer lived through with us."""

from __future__ import annotations

from collections.abc import Collection

from makegood.foundation.journal.models import Entry
from makegood.foundation.journal.queries import lived_through

PAGE = 20


def timeline(ids: Collection[int], *, page: int) -> tuple[list[Entry], bool]:
    """A page (from 1) of the touchpoints of one person, by their head and its aliases: newest
    first, each with the feeling that stands; and whether there is a next page.
    """
    start = (page - 1) * PAGE
    found = list(lived_through(ids)[start : start + PAGE + 1])
    return found[:PAGE], len(found) > PAGE
