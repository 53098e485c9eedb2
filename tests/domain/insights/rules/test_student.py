from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from makegood.domain.insights.rules.student import student_95


def test_students_bounds_are_those_of_the_tables() -> None:
    found = [round(student_95(freedom), 3) for freedom in (1, 4, 9, 30, 120)]
    assert found == [12.706, 2.776, 2.262, 2.042, 1.980]


@given(st.floats(1, 5000))
def test_they_are_those_of_scipy_to_nine_digits(freedom: float) -> None:
    assert student_95(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=1e-9)


@pytest.mark.parametrize("freedom", [4.5, 1999.99, 2000, 100_000, 10**9])
def test_so_they_are_where_the_way_of_counting_changes(freedom: float) -> None:
    assert student_95(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=1e-9)
