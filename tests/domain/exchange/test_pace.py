from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.pace import next_size


@pytest.mark.parametrize(
    ("size", "seconds", "then"),
    [(10, 0.05, 20), (100, 0.5, 50), (500, 0.05, 500), (10, 60.0, 5), (20, 0.25, 20)],
)
def test_chunks_follow_the_pace_of_the_machine(size: int, seconds: float, then: int) -> None:
    assert next_size(size, seconds) == then
