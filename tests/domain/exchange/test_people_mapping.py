"""A mapping of people is read strictly, and turns rows into people."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.people import Labelled, Person
from makegood.domain.exchange.rules.people_mapping import (
    is_of_people,
    people_in,
    people_mapping_from,
)
from makegood.domain.exchange.rules.table import Bad, Rows
from makegood.kit.refusal import Refusal
from tests.domain.exchange.shop import MAPPING as ORDERS

MAPPING = """
source = "book"

[times]
formats = ["%d.%m.%Y"]

[customer]
name = "{First} {Last}"
key = "{No}"
organisation = "{Firm}"
role = ["Job"]
other_names = ["Nick"]
birthday = "Born"
notes = ["Notes", "More"]
tags = ["Groups"]
apart = "/"
language = "Tongue"

[customer.emails]
"{Mail}" = ""

[customer.phones]
"{Tel}" = "{Kind}"
"{Mobile}" = "mobile"

[customer.addresses]
"{Street}\\n{Code} {Town}" = "home"
"""
HEADER = (
    "No;First;Last;Firm;Job;Nick;Born;Notes;More;Groups;Tongue;Mail;Tel;Kind;Mobile;"
    "Street;Code;Town"
)
ROSA = (
    "7;Rosa;Baker;Bakery;Owner;Ro;22.03.1980;Rings twice;Likes rye;Regulars, Cakes;de;"
    "rosa@bakery.example / shop@bakery.example;030 1;work;0170 1;Mill Lane 3;12345;Berlin"
)
EMPTY = "8;Ada" + ";" * 16


def read(*lines: str, mapping: str = MAPPING, header: str = HEADER) -> list[Person | Bad]:
    says = people_mapping_from(mapping)
    content = "\n".join([header, *lines, ""]).encode()
    return list(people_in(Rows([content], name="book.csv", needed=says.needed), says))


def test_a_row_becomes_a_person() -> None:
    rosa, ada = read(ROSA, EMPTY)
    assert isinstance(rosa, Person)
    assert (rosa.line, rosa.key, rosa.name) == (2, "book:7", "Rosa Baker")
    assert (rosa.organisation, rosa.role, rosa.other_names) == ("Bakery", "Owner", ("Ro",))
    assert (rosa.birthday, rosa.language) == ("1980-03-22", "de")
    assert rosa.notes == "Rings twice\n\nLikes rye"
    assert rosa.tags == ("Regulars", "Cakes")
    assert [one.text for one in rosa.emails] == ["rosa@bakery.example", "shop@bakery.example"]
    assert rosa.phones == (Labelled("030 1", "work"), Labelled("0170 1", "mobile"))
    assert rosa.addresses == (Labelled("Mill Lane 3\n12345 Berlin", "home"),)
    assert isinstance(ada, Person)
    assert (ada.name, ada.phones, ada.addresses, ada.tags) == ("Ada", (), (), ())


def test_a_row_that_names_nobody_is_left_out_with_what_it_says() -> None:
    (bad,) = read(EMPTY.replace("Ada", ""))
    assert isinstance(bad, Bad)
    assert "names nobody" in bad.reason
    assert bad.cells["No"] == "8"


def test_columns_that_are_needed_are_asked_for() -> None:
    with pytest.raises(Refusal, match="has no column Mobile"):
        read(header=HEADER.replace("Mobile", "Handy"))
    lax = MAPPING.replace(
        "[times]", '[file]\nknown_by = ["No", "Last"]\nlacking = "pass over"\n[times]'
    )
    assert read("7;Baker", mapping=lax, header="No;Last")[0].line == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (('source = "book"', ""), "needs source"),
        (('name = "{First} {Last}"', ""), "needs [customer] name"),
        (('notes = ["Notes", "More"]', 'notes = "Notes"'), "[customer] notes is a list"),
        (('birthday = "Born"', 'birtday = "Born"'), "says [customer] birtday"),
        (('"{Mail}" = ""', '"Mail" = ""'), "names no column: {Mail}"),
        (('"{Mail}" = ""', '"{Mail" = ""'), "a brace too many"),
        (('"{Mail}" = ""', '"{Mail}" = 1'), "needs [customer.emails] {Mail}, as words"),
        (("[times]", '[file]\nlacking = "maybe"\n[times]'), "lacking is “maybe”"),
        (("[times]", '[file]\nlacking = "pass over"\n[times]'), "known_by names some"),
        (("[times]", '[file]\nseparator = "::"\n[times]'), "one sign"),
        (("[times]", "[times"), "is no TOML"),
        (("[customer.emails]", "[customer.emials]"), "says [customer] emials"),
    ],
)
def test_what_is_wrong_is_refused_with_what_to_do(wrong: tuple[str, str], said: str) -> None:
    text = MAPPING.replace(*wrong, 1)
    assert text != MAPPING
    with pytest.raises(Refusal) as refused:
        people_mapping_from(text)
    assert said in refused.value.sentence


def test_it_is_told_from_a_mapping_of_promises() -> None:
    assert is_of_people(MAPPING)
    assert not is_of_people(ORDERS)
    assert not is_of_people("[times")
