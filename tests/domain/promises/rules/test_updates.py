from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from makegood.domain.promises.rules.updates import Owed, Standing, refuse_untrue, standing
from makegood.kit.refusal import Refusal

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
AHEAD, PASSED = NOW + timedelta(days=2), NOW - timedelta(minutes=1)


def owed(**said: Any) -> Owed:
    usual: dict[str, Any] = {
        "is_open": True,
        "late_after": AHEAD,
        "due_number": 0,
        "told_through": -1,
        "outlook": "",
    }
    return Owed(**usual | said)


@pytest.mark.parametrize(
    ("one", "stands"),
    [
        (owed(), Standing.ON_TRACK),
        (owed(late_after=PASSED), Standing.LATE),
        (owed(late_after=PASSED, told_through=0), Standing.LATE),
        (owed(due_number=1), Standing.LATE),
        (owed(due_number=1, told_through=0), Standing.ON_TRACK),
        (owed(outlook="at_risk"), Standing.AT_RISK),
        (owed(late_after=None, told_through=0, due_number=1), Standing.AT_RISK),
        (owed(is_open=False, late_after=PASSED), Standing.DONE),
    ],
)
def test_one_promise_says_how_its_work_stands(one: Owed, stands: Standing) -> None:
    assert standing([one], now=NOW) == stands


def test_the_worst_of_several_decides() -> None:
    doubted, late = owed(outlook="at_risk"), owed(late_after=PASSED)
    assert standing([owed(), doubted], now=NOW) == Standing.AT_RISK
    assert standing([doubted, late, owed()], now=NOW) == Standing.LATE
    assert standing([owed(), owed(is_open=False)], now=NOW) == Standing.ON_TRACK


def test_of_nothing_promised_nothing_is_done() -> None:
    assert standing([], now=NOW) == Standing.ON_TRACK


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (Standing.LATE, "“Logo” is late"),
        (Standing.AT_RISK, "“Logo” may not hold"),
        (Standing.DONE, "changed meanwhile"),
    ],
)
def test_on_track_is_refused_where_it_is_not_true(stands: Standing, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        refuse_untrue("on_track", stands, "Logo")


def test_what_is_so_may_be_said() -> None:
    refuse_untrue("on_track", Standing.ON_TRACK, "")
    refuse_untrue("done", Standing.DONE, "")
