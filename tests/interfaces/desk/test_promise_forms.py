"""What is typed into the forms of one promise."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from makegood.interfaces.desk.promise_forms import TellingForm


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T03:30", datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_that_comes_twice_is_the_first(typed: str, meant: datetime) -> None:
    with timezone.override(ZoneInfo("Europe/Berlin")):
        form = TellingForm({"how": "phone", "told_at": typed})
        assert form.is_valid(), form.errors
    assert form.cleaned_data["told_at"] == meant


def test_what_is_no_time_is_still_asked_about() -> None:
    assert "told_at" in TellingForm({"how": "phone", "told_at": "soon"}).errors
