"""What of a file is here already."""

from __future__ import annotations

from collections.abc import Collection

from makegood.domain.promises.models import Promise

AT_ONCE = 500


def known(keys: Collection[str]) -> set[str]:
    """Which of these import keys have a promise in our ledger."""
    listed, found = list(keys), set[str]()
    for start in range(0, len(listed), AT_ONCE):
        asked = Promise.objects.filter(import_key__in=listed[start : start + AT_ONCE])
        found |= set(asked.values_list("import_key", flat=True))
    return found
