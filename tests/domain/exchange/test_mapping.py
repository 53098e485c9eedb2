"""A mapping is read strictly."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.mapping import Ending, Mapping, mapping_from
from makegood.kit.refusal import Refusal
from tests.domain.exchange.shop import MAPPING


def read(text: str) -> Mapping:
    return mapping_from(text, kinds=("delivery", "other"))


def test_it_says_which_column_is_what() -> None:
    says = read(MAPPING)
    assert (says.source, says.zone, says.made, says.due_is_day) == (
        "shop",
        "Europe/Berlin",
        "ordered",
        True,
    )
    assert says.endings == {
        "done": Ending.KEPT,
        "cancelled": Ending.WITHDRAWN,
        "packing": Ending.OPEN,
    }
    assert says.columns_of(None) == {
        *("order", "customer", "state", "ordered", "promised", "delivered")
    }
    assert says.columns_of(says.joins[0]) == {"id", "name"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (('made = "ordered"', ""), "needs [promise] made, as words"),
        (('made = "ordered"', "made = 5"), "needs [promise] made, as words"),
        (('made = "ordered"', 'made = "ordered"\nmaid = "x"'), "says [promise] maid, which"),
        (('key = "{order}"', 'key = "order"'), "key names no column"),
        (('text = "Order {order}"', 'text = "Order {order"'), "a brace too many"),
        (('text = "Order {order}"', 'text = "Order {order!r}"'), None),
        (('kind = "delivery"', 'kind = "shipment"'), "kind is “shipment”"),
        (('source = "shop"', ""), "needs source, as words"),
        (('zone = "Europe/Berlin"', 'zone = "Berlin"'), "time zone “Berlin”"),
        (('kept = "delivered"', ""), "name a column in kept"),
        (('open = ["packing"]', 'open = ["done"]'), "names “done” twice"),
        (('open = ["packing"]', 'open = "packing"'), "is a list of words"),
        (('on = "customer"', ""), "needs [join.people] on, as words"),
        (('key = "id"', 'key = "id"\nseveral = "last"'), "several is “last”"),
        (("[times]", "[times"), "is no TOML"),
        (("[times]", "a = " + "[" * 20_000), "is no TOML"),
        (("[times]", "a = " + "1" * 5_000), "is no TOML"),
        (("[times]", "a." * 2_000 + "b = 1"), "too many dots in a line"),
        (("[times]", '[times]\nformats = ["%d.%d.%Y"]'), "“%d.%d.%Y” says the same thing twice"),
        (("[times]", "[clock]"), "says clock, which"),
        (('source = "shop"', 'source = "shop"\nfile = 1'), "[file] is a table"),
        (("[times]", '[file]\nencoding = "klingon"\n[times]'), "encoding “klingon”"),
        (("[times]", '[file]\nencoding = "bz2"\n[times]'), "encoding “bz2”"),
        (("[times]", '[file]\nseparator = "::"\n[times]'), "one sign"),
    ],
)
def test_what_is_wrong_is_refused_with_what_to_do(wrong: tuple[str, str], said: str | None) -> None:
    text = MAPPING.replace(*wrong, 1)
    assert text != MAPPING
    if said is None:
        assert read(text).text.columns == ("order!r",)
        return
    with pytest.raises(Refusal) as refused:
        read(text)
    assert said in refused.value.sentence
