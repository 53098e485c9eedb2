from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from makegood.domain.promises.rules.stages import Piece, Stage, stage
from makegood.domain.promises.rules.updates import Owed

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
AHEAD, PASSED = NOW + timedelta(days=2), NOW - timedelta(minutes=1)


def piece(**said: Any) -> Piece:
    """One promise, open and ahead, unless said otherwise."""
    is_kept, is_gone = said.pop("kept", False), said.pop("gone", False)
    is_delivery = said.pop("delivery", False)
    usual: dict[str, Any] = {
        "is_open": not is_kept and not is_gone,
        "late_after": AHEAD,
        "due_number": 0,
        "told_through": -1,
        "outlook": "",
    }
    return Piece(Owed(**usual | said), is_kept, is_delivery)


OPEN, KEPT, GONE = piece(), piece(kept=True), piece(gone=True)
OWED, HANDED_OVER = piece(delivery=True), piece(delivery=True, kept=True)
NEVER_WAS = piece(delivery=True, gone=True)
LATE, DOUBTED = piece(late_after=PASSED), piece(outlook="at_risk")


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ([], Stage.BEGUN),
        ([GONE], Stage.BEGUN),
        ([OPEN], Stage.UNDER_WAY),
        ([KEPT, OPEN], Stage.UNDER_WAY),
        ([KEPT], Stage.DONE),
        ([KEPT, NEVER_WAS], Stage.DONE),
        ([HANDED_OVER], Stage.DELIVERED),
        ([HANDED_OVER, OPEN], Stage.DELIVERED),
        ([HANDED_OVER, NEVER_WAS], Stage.DELIVERED),
        ([HANDED_OVER, OWED], Stage.UNDER_WAY),
        ([DOUBTED, OPEN], Stage.AT_RISK),
        ([DOUBTED, LATE], Stage.LATE),
        ([HANDED_OVER, LATE], Stage.LATE),
    ],
)
def test_the_stage_of_a_piece_of_work_follows_from_its_promises(
    found: list[Piece], meant: Stage
) -> None:
    assert stage(found, now=NOW) == meant
