"""Who is who: names, ways to reach them, and keys that stay."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from makegood.domain.exchange.rules.people import (
    Facts,
    Labelled,
    Person,
    cells_of,
    person,
    told_apart,
)
from makegood.domain.exchange.rules.table import Bad
from makegood.kit.refusal import Refusal

ROSA = Facts(
    name=" Rosa\u00a0 Baker\x00",
    emails=[Labelled("rosa@bakery.example", "work"), Labelled("Rosa@Bakery.example", "home")],
    phones=[Labelled("+49 30 1")],
)


def made(facts: Facts = ROSA, line: int = 2) -> Person:
    return person(line, facts, source="book")


def test_a_name_is_kept_as_it_is_shown() -> None:
    assert made().name == "Rosa Baker"


def test_what_is_said_twice_is_kept_once() -> None:
    assert made().emails == (Labelled("rosa@bakery.example", "work"),)


@pytest.mark.parametrize(
    "word", ["none", "/o=Exchange/cn=rosa", "rosa@", "@x.example", "a b@x.example"]
)
def test_what_is_no_mail_address_is_kept_among_the_handles(word: str) -> None:
    found = made(replace(ROSA, emails=[Labelled(word)]))
    assert (found.emails, found.handles) == ((), (Labelled(word, "e-mail"),))


def test_reading_twice_gives_the_same_keys() -> None:
    assert made().key == made(line=9).key
    capital = replace(ROSA, name="Rosa B.", emails=[Labelled("ROSA@bakery.example")])
    assert made(capital).key == made().key
    composed, apart = (
        replace(ROSA, emails=[Labelled(text)]) for text in ("é@x.de", "e\u0301@x.de")
    )
    assert made(composed).key == made(apart).key


def test_without_mail_the_name_and_the_number_tell() -> None:
    one = replace(ROSA, emails=[])
    same = replace(one, name="rosa baker", phones=[Labelled("(+49) 30-1")])
    other = replace(one, phones=[Labelled("+49 30 2")])
    assert made(one).key == made(same).key
    assert made(one).key != made(other).key


@pytest.mark.parametrize("id", ["7", "x" * 300, "a\nb", "\ud800"])
def test_an_id_of_any_kind_is_a_key_that_fits(id: str) -> None:
    key = made(replace(ROSA, id=id)).key
    assert key.startswith("book:")
    assert key.isprintable()
    assert len(key) <= 200


@pytest.mark.parametrize("id", ["", "0", "x" * 195])
def test_two_who_share_a_mail_address_or_an_id_are_two(id: str) -> None:
    both = [made(replace(ROSA, id=id)), made(replace(ROSA, name="Jonas Holm", id=id), 3)]
    first, second = told_apart(both)
    assert isinstance(first, Person)
    assert isinstance(second, Person)
    assert first.key != second.key
    assert len(second.key) <= 200
    assert [one.key for one in told_apart(both) if isinstance(one, Person)] == [
        first.key,
        second.key,
    ]


def test_who_stands_there_twice_is_said_so() -> None:
    first, second = told_apart([made(), made(line=7)])
    assert isinstance(first, Person)
    assert isinstance(second, Bad)
    assert (second.line, second.reason) == (7, "The same person stands on line 2 already.")
    assert second.cells["E-mail 1"] == "rosa@bakery.example"


def test_nobody_is_refused() -> None:
    with pytest.raises(Refusal, match="names nobody"):
        made(Facts(notes=["call back"]))


def test_a_person_can_be_written_as_a_row() -> None:
    cells = cells_of(made())
    assert (cells["Name"], cells["Phone 1"]) == ("Rosa Baker", "+49 30 1")


def test_more_people_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makegood.domain.exchange.rules.people.MOST_PEOPLE", 2)
    several = [made(replace(ROSA, id=str(n)), n) for n in range(3)]
    with pytest.raises(Refusal, match="more than 2 people"):
        list(told_apart(several))


def test_a_file_of_nobody_is_refused_after_its_beginning() -> None:
    asked = []

    def nobody() -> Iterator[Bad]:
        for n in itertools.count():
            asked.append(n)
            yield Bad(n, "Why.")

    with pytest.raises(Refusal, match="None of the first 1000 can come in"):
        list(told_apart(nobody()))
    assert len(asked) == 1000
    last: list[Person | Bad] = [
        *(Bad(n, "Why.") for n in range(5)),
        made(line=7),
        *(Bad(n, "") for n in range(2000)),
    ]
    assert len(list(told_apart(last))) == 2006
