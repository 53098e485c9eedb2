"""Two customers turn out to be one, by alias: nothing else is rewritten, and it can be undone."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.actions import merging
from makegood.domain.customers.models import Apart, Customer
from makegood.domain.customers.queries.aliases import ids_of, know_heads
from makegood.domain.customers.queries.card import card
from tests.cast import Cast
from tests.domain.customers.hands import (
    by_alice,
    heads,
    journal,
    merge,
    met,
    refused,
    rows,
    unmerge,
)

pytestmark = pytest.mark.usefixtures("ours")


@pytest.fixture
def four(ours: Cast) -> list[Customer]:
    return [met(name) for name in ("A", "B", "C", "D")]


def test_an_alias_leads_to_its_head_and_nothing_else_changes(four: list[Customer]) -> None:
    a, b, *_ = four
    before = rows()
    assert merge(a, b)
    assert (a.head, ids_of(a), ids_of(b)) == (b, [b.pk, a.pk], [b.pk, a.pk])
    assert (card(b.pk).head, card(b.pk).aliases) == (b, [a])
    assert journal().facts == {"into": b.pk, "carried": []}
    Customer.objects.filter(pk=a.pk).update(merged_into=None)
    assert rows() | {"Entry": []} == before | {"Entry": []}


def test_aliases_are_flat(four: list[Customer]) -> None:
    a, b, c, d = four
    merge(a, b)
    merge(d, a)  # Whoever is merged into an alias is merged into its head.
    assert heads() == {"A": "B", "D": "B"}
    merge(b, c)
    assert heads() == {"A": "C", "B": "C", "D": "C"}
    assert journal().facts == {"into": c.pk, "carried": [a.pk, d.pk]}


def test_merged_twice_is_once(four: list[Customer]) -> None:
    a, b, *_ = four
    assert merge(a, b)
    before = rows()
    assert not merge(a, b)
    assert rows() == before


def test_nobody_is_an_alias_of_themselves_or_of_their_alias(four: list[Customer]) -> None:
    a, b, c, _ = four
    merge(a, b)
    with refused("one and the same"):
        merge(b, b)
    with refused("one and the same"):
        merge(b, a)
    with refused("merged with somebody else meanwhile"):
        merge(a, c)


def test_the_database_lets_nobody_be_their_own_alias(four: list[Customer]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.filter(pk=four[0].pk).update(merged_into=four[0].pk)


def test_undone_they_are_two_again(four: list[Customer]) -> None:
    a, b, *_ = four
    merge(a, b)
    assert unmerge(a)
    assert heads() == {}
    assert journal().facts == {"out_of": b.pk, "carried": []}
    before = rows()
    assert not unmerge(a)
    assert not unmerge(b)
    assert rows() == before


def test_undone_exactly_those_go_back_that_came_along(four: list[Customer]) -> None:
    a, b, c, d = four
    merge(a, b)
    merge(d, c)
    merge(b, c)
    assert heads() == {"A": "C", "B": "C", "D": "C"}
    unmerge(b)
    assert heads() == {"A": "B", "D": "C"}
    assert journal().facts == {"out_of": c.pk, "carried": [a.pk]}


def test_who_was_taken_out_since_does_not_go_back(four: list[Customer]) -> None:
    a, b, c, d = four
    merge(a, b)
    merge(d, b)
    merge(b, c)
    unmerge(a)
    merge(a, c)  # Their own word now: no longer one that B brought along.
    unmerge(b)
    assert heads() == {"A": "C", "D": "B"}


def test_a_chain_is_undone_in_any_order(four: list[Customer]) -> None:
    a, b, c, d = four
    merge(a, b)
    merge(b, c)
    merge(c, d)
    unmerge(b)
    assert heads() == {"A": "B", "C": "D"}
    unmerge(c)
    assert heads() == {"A": "B"}
    unmerge(a)
    assert heads() == {}


def test_heads_are_known_in_one_question_and_in_none_where_nobody_is_merged(
    four: list[Customer],
) -> None:
    a, b, c, d = four
    with CaptureQueriesContext(connection) as none:
        know_heads([*four, None])
    merge(a, b)
    merge(c, d)
    found = list(Customer.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as one:
        know_heads(found)
        assert [each.head.name for each in found] == ["B", "B", "D", "D"]
    assert (len(none), len(one)) == (0, 1)


def test_two_who_are_not_the_same_are_told_apart_once(ours: Cast, four: list[Customer]) -> None:
    a, b, *_ = four
    for one, other, is_news in ((b, a, True), (a, b, False)):
        assert merging.tell_apart(customer=one, other=other, **by_alice(ours)) is is_news
    assert list(Apart.objects.values_list("one", "other", "said_by")) == [
        (a.pk, b.pk, ours.owner.pk)
    ]
    with refused("one and the same"):
        merging.tell_apart(customer=a, other=a, **by_alice(ours))
