"""How every action on a promise writes: one conditional update, then the row read again."""

from __future__ import annotations

from typing import Any

from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due


def change(promise: Promise, *, where: dict[str, Any], **columns: Any) -> bool:
    """Change the promise if it still is as `where` says; False when another press came first.

    Either way the promise in hand is read again, so that it tells how things are now.
    """
    changed = Promise.objects.filter(pk=promise.pk, **where).update(**columns)
    promise.refresh_from_db()
    return changed == 1


def due_columns(due: Due) -> dict[str, Any]:
    """The columns of a promise that hold its due."""
    return {
        "zone": due.zone,
        "due_from": due.first,
        "due_to": due.last,
        "due_at": due.at,
        "late_after": due.late_after,
    }


def pointers(promise: Promise) -> dict[str, Any]:
    """What an event of this promise points at."""
    return {
        "subject_id": promise.pk,
        "customer_id": promise.customer_id,
        "engagement_id": promise.engagement_id,
    }
