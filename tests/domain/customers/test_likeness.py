from __future__ import annotations

import pytest

from makegood.domain.customers.rules import name_key
from makegood.domain.customers.rules.likeness import Evidence, alike, beginning, goes_back, swapped
from makegood.domain.customers.rules.reaching import phone_key, reach_key

NAME, SWAPPED, SLIP = Evidence.NAME, Evidence.SWAPPED, Evidence.SLIP


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Anna Weber", "anna  weber", NAME),
        ("Anna Weber", "Weber, Anna", SWAPPED),
        ("Anna Maria Weber", "Weber Anna Maria", SWAPPED),
        ("Anna Weber", "Anna Webr", SLIP),
        ("Anna Weber", "Annna Weber", SLIP),
        ("Anna Weber", "Anna Wxber", SLIP),
        ("Anna Weber", "Anna Wbeer", SLIP),
        ("Anna Weber", "Anne Webers", None),
        ("Anna Weber", "Anna Bauer", None),
        ("Tim", "Tom", None),
        ("Studio 11", "Studio 12", None),
        ("Anna", "", None),
    ],
)
def test_two_names_are_alike_for_a_reason(one: str, other: str, why: Evidence | None) -> None:
    assert alike(name_key(one), name_key(other)) == alike(name_key(other), name_key(one)) == why


def test_every_order_of_a_few_words_is_looked_for() -> None:
    assert swapped("anna weber") == {"weber anna", "weber, anna"}
    assert "weber, anna maria" in swapped("anna maria weber")
    assert swapped("anna") == swapped("a b c d") == set()


def test_a_short_name_has_no_slips() -> None:
    assert (beginning("tim"), beginning("anna weber")) == ("", "ann")


@pytest.mark.parametrize(
    "written", ["030 / 123 45 67", "+49 30 1234567", "0049 (0)30 1234567", "+49 (0)30-1234567"]
)
def test_a_number_is_one_however_it_is_written(written: str) -> None:
    assert phone_key(written) == "301234567"


@pytest.mark.parametrize(
    ("kind", "written", "key"),
    [
        ("email", " Anna@Example.COM ", "anna@example.com"),
        ("whatsapp", "+49 170 1234567", "701234567"),
        ("instagram", "@Anna.Bakes", "anna.bakes"),
        ("website", "https://www.Example.com/", "example.com"),
        ("post", "Lindenstraße  4,\n10969 Berlin", "lindenstrasse 4, 10969 berlin"),
    ],
)
def test_a_way_to_reach_them_is_compared_by_its_key(kind: str, written: str, key: str) -> None:
    assert reach_key(kind, written) == key


def test_who_moved_without_their_alias_does_not_go_back_with_it() -> None:
    together, alone = frozenset([1, 2, 3]), frozenset([3, 9])
    assert goes_back(1, [2, 3], []) == [2, 3]
    assert goes_back(1, [2, 3], [together, alone]) == [2]
