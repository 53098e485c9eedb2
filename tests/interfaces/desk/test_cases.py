"""How often a cause came, in words."""

from __future__ import annotations

import pytest
from django.utils import translation

from makegood.domain.recovery.rules.causes import BeforeAndAfter, Stretch
from makegood.interfaces.desk.cases import since


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Stretch(1, 35), Stretch(1, 313), "once in the 35 days before, once in the 313 since"),
        (Stretch(3, 35), Stretch(2, 30), "3 times in the 35 days before, 2 times in the 30 since"),
        (Stretch(9, 35), Stretch(0, 90), "9 times in the 35 days before, not once in the 90 since"),
        (Stretch(0, 0), Stretch(1, 30), "once in the 30 days since it was changed"),
        (Stretch(0, 0), Stretch(1, 1), "once in the 1 day since it was changed"),
        (Stretch(3, 1), Stretch(0, 9), "3 times in the 1 day before, not once in the 9 since"),
    ],
)
def test_a_count_of_times_is_said_in_words(before: Stretch, after: Stretch, said: str) -> None:
    assert since(BeforeAndAfter(before, after)).startswith(said)


def test_it_is_said_in_german() -> None:
    with translation.override("de"):
        said = since(BeforeAndAfter(Stretch(1, 35), Stretch(2, 313)))
    assert said.startswith("einmal in den 35 Tagen davor, 2-mal in den 313 seither")
