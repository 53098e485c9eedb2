from __future__ import annotations

import pytest

from makegood.domain.promises.rules.moving import insist_on_another_day
from makegood.kit.refusal import Refusal
from tests.domain.promises.hands import AFTER_FRIDAY, FRIDAY, IN_2126, MONDAY, NEXT_FRIDAY


def test_a_day_ahead_that_is_another_is_taken() -> None:
    insist_on_another_day(NEXT_FRIDAY, in_force=FRIDAY, now=MONDAY)
    insist_on_another_day(FRIDAY, in_force=None, now=MONDAY)


def test_the_day_in_force_is_no_other() -> None:
    with pytest.raises(Refusal, match="the date it has now"):
        insist_on_another_day(FRIDAY, in_force=FRIDAY, now=MONDAY)


def test_a_day_gone_by_or_beyond_us_all_is_refused() -> None:
    with pytest.raises(Refusal, match="passed already"):
        insist_on_another_day(FRIDAY, in_force=NEXT_FRIDAY, now=AFTER_FRIDAY)
    with pytest.raises(Refusal, match="a hundred years"):
        insist_on_another_day(IN_2126, in_force=FRIDAY, now=MONDAY)
