"""Which of a case's promises a promise of the ledger is."""

from __future__ import annotations

from makegood.domain.promises.models import Promise


def line_before(promise_id: int) -> list[int]:
    """A promise, and those in whose place it stands: a case may know it by any of them."""
    line = [promise_id]
    while True:
        found = Promise.objects.filter(pk=line[-1], succeeds__isnull=False)
        before = found.values_list("succeeds_id", flat=True).first()
        if before is None:
            return line
        line.append(before)
