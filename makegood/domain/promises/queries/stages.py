"""How far pieces of work are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.updates import TO_THEM
from makegood.domain.promises.rules.stages import Piece, Stage, stage
from makegood.domain.promises.rules.updates import Owed


def stages(works: Collection[int], *, now: datetime) -> dict[int, Stage]:
    """The stage of each piece of work, by their ids: one question for all of them."""
    pieces: dict[int, list[Piece]] = {work: [] for work in works}
    asked = (
        Promise.objects.filter(TO_THEM, engagement__in=pieces) if pieces else Promise.objects.none()
    )
    columns = ("late_after", "due_number", "told_through", "outlook")
    for work, kind, kept_at, withdrawn_at, *owed in asked.values_list(
        "engagement", "kind", "kept_at", "withdrawn_at", *columns
    ):
        is_open = kept_at is None and withdrawn_at is None
        pieces[work].append(
            Piece(Owed(is_open, *owed), kept_at is not None, kind == Promise.Kind.DELIVERY)
        )
    return {work: stage(found, now=now) for work, found in pieces.items()}
