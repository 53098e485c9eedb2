"""Words with places for cells."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.template import Template

ROW = {"order": " A-123456789 ", "town": "", "a.b": "joined"}


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("Order {order}", "Order A-123456789"),
        ("{order:3}", "A-1"),
        ("{a.b}, {town}", "joined,"),
        ("", ""),
        ("{order!r}{order.__class__}", None),
    ],
)
def test_places_are_filled_with_cells_and_nothing_else_happens(
    words: str, filled: str | None
) -> None:
    if filled is None:
        with pytest.raises(KeyError):
            Template(words).fill(ROW)
        return
    assert Template(words).fill(ROW) == filled


def test_it_names_its_columns_and_those_that_are_empty() -> None:
    both = Template("{order:3} in {town}")
    assert both.columns == ("order", "town")
    assert both.empty_in(ROW) == ["town"]


@pytest.mark.parametrize("words", ["{order", "order}", "{}", "{order:0}", "{{order}}"])
def test_a_stray_brace_is_not_sound(words: str) -> None:
    assert not Template(words).is_sound
