"""The promises that one stands beside: whose place it took, and what waits for what."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from makegood.domain.promises.models import Promise, Waiting


@dataclass(frozen=True)
class LineOfPromises:
    """The promise whose place this one took, and the one that took its place."""

    before: Promise | None
    after: Promise | None


def line_of_promises(promise: Promise) -> LineOfPromises:
    """In one question, and in none where it never was replaced nor replaced another."""
    if promise.withdrawn_at is None and promise.succeeds_id is None:
        return LineOfPromises(None, None)
    beside = Q(succeeds=promise.pk)
    if promise.succeeds_id is not None:
        beside |= Q(pk=promise.succeeds_id)
    found = {row.pk == promise.succeeds_id: row for row in Promise.objects.filter(beside)}
    return LineOfPromises(before=found.get(True), after=found.get(False))


def successors_of(promise: Promise) -> list[Promise]:
    """Each that took its place, and that one's; none where it never was replaced."""
    found: list[Promise] = []
    after = line_of_promises(promise).after
    while after is not None:
        found.append(after)
        after = line_of_promises(after).after
    return found


def open_waits(promise: Promise) -> list[Waiting]:
    """The links to what it still waits for, each with its promise."""
    found = promise.waits.filter(on__kept_at=None, on__withdrawn_at=None)
    return list(found.select_related("on").order_by("on_id"))


def waiting_on(promise: Promise) -> list[Promise]:
    """Open promises that wait for this one."""
    found = Promise.objects.filter(waits__on=promise, kept_at=None, withdrawn_at=None)
    return list(found.order_by("pk"))
