"""Which of a case's promises a promise of the ledger is."""

from __future__ import annotations

from collections.abc import Collection

from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, Prevention, Remedy, Step


def line_before(promise_id: int) -> list[int]:
    """A promise, and those in whose place it stands: a case may know it by any of them."""
    line = [promise_id]
    while True:
        found = Promise.objects.filter(pk=line[-1], succeeds__isnull=False)
        before = found.values_list("succeeds_id", flat=True).first()
        if before is None:
            return line
        line.append(before)


def preventions_of(promises: Collection[int]) -> dict[int, int]:
    """Of promises to ourselves, the changes that they are: by the promise."""
    found = Prevention.objects.filter(promise__in=promises)
    return dict(found.values_list("promise", "pk"))


def put_right_by(promise_id: int) -> Case | None:
    """The case that this promise puts right, or that what stood in its place did; None: none."""
    found = Remedy.objects.filter(promise__in=line_before(promise_id))
    remedy = found.select_related("case__engagement").last()
    return remedy.case if remedy is not None else None


def steps_of(promises: Collection[Promise]) -> dict[int, int]:
    """The case whose open step each of these promises is, by the promise.

    No question where none of them goes back to something that happened.
    """
    ids = [promise.pk for promise in promises if promise.because_id is not None]
    if not ids:
        return {}
    found = Step.objects.filter(promise__in=ids, ended_at=None)
    return dict(found.values_list("promise", "case"))
