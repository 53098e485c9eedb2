"""On which scale ratings are is proposed with why, and never assumed."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.scales import Scale, score_in, scores_in


@pytest.mark.parametrize(
    ("text", "read"),
    [
        *(("4", (4, 0)), (" 4.0 ", (4, 0)), ("4,0", (4, 0)), ("8/10", (8, 10)), ("4 / 5", (4, 5))),
        *(("4.5", None), ("good", None), ("", None), ("-1", None), ("1000", None), ("²", None)),
    ],
)
def test_a_score_is_whole_and_may_say_of_how_many(text: str, read: tuple[int, int] | None) -> None:
    assert score_in(text) == read


@pytest.mark.parametrize(
    ("name", "cells", "scale", "why"),
    [
        ("Stars", ["5", "3"], Scale.FIVE, "Nothing in the file says so. Its scores go from 3 to 5"),
        ("Stars", ["9", "3"], Scale.TEN, "Its scores go from 3 to 9"),
        ("Stars", ["5", "0"], None, "Nothing in the file says so. Its scores go from 0 to 5"),
        ("Sterne (1-5)", ["5", "3"], Scale.FIVE, "says so: “Sterne (1-5)”"),
        ("Score out of 10", ["5", "3"], Scale.TEN, "says so: “Score out of 10”"),
        ("Score", ["5/10", "3"], Scale.TEN, "says so: “5/10”"),
        ("Sterne von 5", ["8", "3"], None, "says so"),
        ("Score 2025", ["5", "3"], Scale.FIVE, "Nothing in the file says so"),
    ],
)
def test_the_scale_is_the_one_that_the_file_says_or_its_scores_fit(
    name: str, cells: list[str], scale: Scale | None, why: str
) -> None:
    found = scores_in(name, cells)
    assert (found.scale, found.against) == (scale, "")
    assert why in found.evidence


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["87", "5"], "It goes up to 87: that is no scale of 5 or of 10."),
        (["5", "fine", "4.5"], "1 of 3 cells are whole scores"),
        (["fine"], "0 of 1 cells are whole scores"),
        ([], "it is empty"),
    ],
)
def test_what_cannot_be_ratings_says_why(cells: list[str], why: str) -> None:
    assert why in scores_in("Stars", cells).against


def test_scores_beyond_a_scale_are_not_on_it() -> None:
    found = scores_in("Stars", ["8", "0"])
    assert "up to 8: that is no scale of 1 to 5" in found.beyond(Scale.FIVE)
    assert found.beyond(Scale.TEN) == ""
