from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from makegood.domain.insights.rules.lateness import (
    Asked,
    Band,
    Rated,
    asked_when,
    band_of,
    days_from,
    lateness,
)
from makegood.domain.insights.rules.means import Scores

RATED = Rated(days=0, late=False, out_of=5, score=5, asked=Asked.AFTER, n=1)


@pytest.mark.parametrize(("came", "days"), [(2, -2), (3, -1), (4, 0), (5, 0), (6, 0), (7, 1)])
def test_days_are_counted_from_the_first_or_the_last_that_was_said(came: int, days: int) -> None:
    said = date(2026, 3, 4), date(2026, 3, 6)
    assert days_from(date(2026, 3, came), *said) == days


def test_a_question_of_an_earlier_day_was_asked_before() -> None:
    came, eve, morrow = date(2026, 3, 6), date(2026, 3, 5), date(2026, 3, 7)
    found = [asked_when(each, came) for each in (None, eve, came, morrow)]
    assert found == [Asked.NOT_RECORDED, Asked.BEFORE, Asked.SAME_DAY, Asked.AFTER]


@pytest.mark.parametrize(
    ("days", "late", "band"),
    [
        (-30, False, Band.WEEK_EARLY),
        (-7, False, Band.WEEK_EARLY),
        (-6, False, Band.EARLY),
        (-1, False, Band.EARLY),
        (0, False, Band.ON_THE_DAY),
        (0, True, Band.LATE_THAT_DAY),
        (1, True, Band.LATE_3),
        (3, True, Band.LATE_3),
        (4, True, Band.LATE_7),
        (7, True, Band.LATE_7),
        (8, True, Band.LATE_14),
        (14, True, Band.LATE_14),
        (15, True, Band.LATER),
    ],
)
def test_days_fall_into_bands(days: int, late: bool, band: Band) -> None:
    assert band_of(days, late=late) is band


def means(found: Iterable[Rated]) -> dict[object, tuple[int, float | None]]:
    said = lateness(found, out_of=5)
    both: list[tuple[object, Scores]] = [*said.bands.items(), *said.late.items()]
    both += said.asked.items()
    return {key: (scores.n, scores.mean) for key, scores in both}


def test_each_rating_counts_in_its_band_and_by_when_it_was_asked_for() -> None:
    late = replace(RATED, days=2, late=True, score=1, asked=Asked.BEFORE, n=3)
    assert means([RATED, late, replace(late, days=9, score=5, n=1)]) == {
        Band.ON_THE_DAY: (1, 5),
        Band.LATE_3: (3, 1),
        Band.LATE_14: (1, 5),
        False: (1, 5),
        True: (4, 2),
        (False, Asked.AFTER): (1, 5),
        (True, Asked.BEFORE): (4, 2),
    }


def test_bands_come_from_early_to_late() -> None:
    late = replace(RATED, days=20, late=True)
    found = lateness([late, RATED, replace(RATED, days=-9)], out_of=5)
    assert list(found.bands) == [Band.WEEK_EARLY, Band.ON_THE_DAY, Band.LATER]
    assert found.n == 3


def test_scales_stay_apart() -> None:
    assert lateness([RATED, replace(RATED, out_of=10, score=9)], out_of=5).n == 1


def test_of_nothing_there_are_no_bands() -> None:
    found = lateness([], out_of=5)
    assert (found.n, found.bands, found.late[True].mean) == (0, {}, None)
