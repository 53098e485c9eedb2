from __future__ import annotations

import pytest

from makegood.kit.mailbox import in_one_form, mailbox

ONE = [
    ("ada@example.com", "ADA@Example.COM"),
    ("ada@example.com", " ada@example.com\n"),
    ("ada@example.com", "ada@ｅｘａｍｐｌｅ.com"),
    ("ada@example.com", "ada@example。com"),
    ("ada@example.com", "ada@example．com"),
    ("ada@example.com", "ada@example｡com"),
    ("kim@example.com", "\u212aim@example.com"),  # the sign of the kelvin, composed, is a K
    ("ada@exämple.com", "ada@exa\u0308mple.com"),
    ("ada@exämple.com", "ADA@EXÄMPLE.COM"),
    ("ada@exämple.com", "ada@xn--exmple-cua.com"),
    ("ada@exämple.com", "ada@XN--EXMPLE-CUA.com"),
]
TWO = [
    ("ada@example.com", "ada@exаmple.com"),  # a Cyrillic a
    ("ada@example.com", "аda@example.com"),
    ("sam@example.com", "\u017fam@example.com"),  # the long s
    ("mike@example.com", "mıke@example.com"),
    ("ada@example.com", "ａda@example.com"),
    ("ada@example.com", "ada@exämple.com"),
    ("ada@strasse.example", "ada@straße.example"),  # two that the DNS reads in two ways
    ("ada@example.com", "ada@example.co"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_mailbox_is_one(one: str, other: str) -> None:
    assert mailbox(one) == mailbox(other)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_those_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert mailbox(one) != mailbox(other)


@pytest.mark.parametrize(
    "one", ["Ada@Example.com", "nobody", "", "@", "a@xn--", "a@..ä", "a@\u3002\u3002"]
)
def test_a_plain_one_and_none_stay_as_they_are(one: str) -> None:
    assert in_one_form(one) == one


def test_what_is_too_long_for_one_stays_as_it_is_at_once() -> None:
    # To put marks in order takes the square of how many there are: of these, more than a minute.
    said = "a" + "\u0301" * 120_000 + "\u0323" * 120_000 + "@example。com"
    assert in_one_form(said) is said


@pytest.mark.parametrize("one", [one for pair in ONE + TWO for one in pair])
def test_once_is_enough(one: str) -> None:
    assert in_one_form(in_one_form(one)) == in_one_form(one)
    assert mailbox(mailbox(one)) == mailbox(one)
