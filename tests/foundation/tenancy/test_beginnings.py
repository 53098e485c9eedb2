"""What every question begins with is kept for all businesses, and holds the rows of none."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.domain.customers.models import Customer
from makegood.foundation.tenancy import owned
from makegood.foundation.tenancy.models import Business, Closure
from makegood.foundation.tenancy.scope import ScopeError, enter
from tests.cast import Cast

MAY = date(2026, 5, 1)


def closed(business: Business) -> Closure:
    with enter(business):
        return Closure.objects.create(first=MAY, last=MAY)


def test_a_question_just_begun_is_asked_anew(cast: Cast) -> None:
    rows = [(business, closed(business)) for business in (cast.studio, cast.salon)]
    for business, row in rows * 2:
        with enter(business):
            assert list(Closure.objects.get_queryset()) == [row]


def test_what_came_meanwhile_is_found(cast: Cast) -> None:
    closed(cast.studio)
    with enter(cast.studio):
        assert len(Closure.objects.get_queryset()) == 1
        closed(cast.studio)
        assert len(Closure.objects.get_queryset()) == 2


def test_none_is_begun_outside_a_business(cast: Cast) -> None:
    closed(cast.studio)
    with pytest.raises(ScopeError):
        Closure.objects.get_queryset()


def test_one_begun_beside_a_row_holds_no_row(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owned, "_begun", {})
    with enter(cast.studio):
        merged = Customer.objects.create(
            name="Anna B.", name_key="anna b.", met_at=cast.anna.met_at, merged_into=cast.anna
        )
        owned._begun.clear()
        merged.refresh_from_db(fields=["merged_into"])
        assert merged.merged_into == cast.anna
        assert owned._begun
        assert [vars(begun)["_hints"] for begun in owned._begun.values()] == [{}]
