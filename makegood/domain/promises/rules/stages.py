"""How far a piece of work is, as its promises to the customer say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from makegood.domain.promises.rules.updates import Owed, Standing, standing


class Stage(StrEnum):
    """Done is one of which all that was promised was kept, and no delivery was among it."""

    BEGUN = "begun"
    UNDER_WAY = "under_way"
    AT_RISK = "at_risk"
    LATE = "late"
    DONE = "done"
    DELIVERED = "delivered"


@dataclass(frozen=True)
class Piece:
    """One promise of it. Neither open nor kept: withdrawn, and it says nothing any more."""

    owed: Owed
    is_kept: bool
    is_delivery: bool


def stage(found: Sequence[Piece], *, now: datetime) -> Stage:
    """The worst first; then whether it was delivered, and no other delivery of it is owed."""
    stands = standing([piece.owed for piece in found], now=now)
    if stands in {Standing.LATE, Standing.AT_RISK}:
        return Stage(stands.value)
    delivered = [piece.is_kept for piece in found if piece.is_delivery and _counts(piece)]
    if delivered and all(delivered):
        return Stage.DELIVERED
    if any(piece.owed.is_open for piece in found):
        return Stage.UNDER_WAY
    return Stage.DONE if any(piece.is_kept for piece in found) else Stage.BEGUN


def _counts(piece: Piece) -> bool:
    return piece.is_kept or piece.owed.is_open
