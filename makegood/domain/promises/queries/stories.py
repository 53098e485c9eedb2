"""What happened to promises, gathered for a whole page in three questions at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from makegood.domain.promises.models import Move, Promise, Telling, Waiting


@dataclass
class Story:
    """A promise's moves by number, the tellings that stand, and what it waits for while open."""

    moves: list[Move] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    waits: list[Waiting] = field(default_factory=list)


def with_stories(found: Iterable[Promise]) -> list[Promise]:
    """The promises, each with its story. What a row's own columns rule out is not asked for."""
    rows = {row.pk: row for row in found}
    for row in rows.values():
        vars(row)["story"] = Story()
    moved = [key for key, row in rows.items() if row.due_number]
    told = [key for key, row in rows.items() if row.told_through >= 0]
    still = [key for key, row in rows.items() if row.is_open]
    for move in Move.objects.filter(promise__in=moved) if moved else ():
        move.promise = rows[move.promise_id]  # Its dues are in the zone of the promise.
        story_of(move.promise).moves.append(move)
    for said in Telling.objects.filter(promise__in=told, taken_back_at=None) if told else ():
        story_of(rows[said.promise_id]).tellings.append(said)
    waits = Waiting.objects.filter(promise__in=still).select_related("on").order_by("id")
    for wait in waits if still else ():
        story_of(rows[wait.promise_id]).waits.append(wait)
    return list(rows.values())


def story_of(promise: Promise) -> Story:
    """The story of a promise that was fetched with it; KeyError where it was not."""
    story: Story = vars(promise)["story"]
    return story
