"""What happened to promises, gathered for a whole page in three questions at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from makegood.domain.promises.models import Move, Promise, Telling, Waiting


@dataclass(frozen=True, slots=True)
class Awaited:
    """An open promise that another waits for."""

    text: str
    late_after: datetime | None


@dataclass
class Story:
    """A promise's moves by number, the tellings that stand, and what it still waits for."""

    moves: list[Move] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    waits: list[Awaited] = field(default_factory=list)


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
    for key, text, late_after in _open_awaited(still) if still else ():
        story_of(rows[key]).waits.append(Awaited(text, late_after))
    return list(rows.values())


def _open_awaited(waiting: list[int]) -> Iterable[tuple[int, str, datetime | None]]:
    found = Waiting.objects.filter(promise__in=waiting, on__kept_at=None, on__withdrawn_at=None)
    return found.order_by("promise_id", "on_id").values_list(
        "promise_id", "on__text", "on__late_after"
    )


def story_of(promise: Promise) -> Story:
    """The story of a promise that was fetched with it; KeyError where it was not."""
    story: Story = vars(promise)["story"]
    return story
