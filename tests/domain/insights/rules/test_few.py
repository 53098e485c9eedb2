from __future__ import annotations

import pytest

from makegood.domain.insights.rules.few import may_be_broken_down


@pytest.mark.parametrize(
    ("people", "of", "shown"),
    [
        (5, 10, True),
        (4, 10, False),
        # Whoever knows all ten and these six knows the other four.
        (6, 10, False),
        (10, 10, True),
        (0, 0, False),
        (3, 3, False),
    ],
)
def test_four_are_not_told_apart_and_cannot_be_counted_out(
    people: int, of: int, shown: bool
) -> None:
    assert may_be_broken_down(people, of=of) is shown
