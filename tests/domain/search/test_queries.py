"""What is found, by whom, and at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import Promise
from makegood.domain.search import queries
from makegood.domain.search.models import Kind, Word
from makegood.domain.search.queries import search
from makegood.foundation.tenancy.scope import ScopeError, enter
from tests.cast import SINCE, Cast
from tests.domain.promises.hands import MONDAY, act, promise
from tests.domain.search.finding import found


def customer(cast: Cast, name: str, **address: str) -> Customer:
    met = meet(name=name, by=act(cast.owner), at=SINCE)
    write_address(customer=met, by=act(cast.owner), at=SINCE, **address)
    return met


def work(cast: Cast, name: str, of: Customer) -> Any:
    return begin(customer=of, name=name, by=act(cast.owner), at=MONDAY)


def test_all_the_words_are_needed_in_any_order(ours: Cast) -> None:
    promise(ours, text="Logo proofs in green")
    promise(ours, text="Logo proofs in red")
    assert found("green logo") == found("log gre") == ["Logo proofs in green"]
    assert found("green red") == []


def test_a_word_is_found_from_its_beginning(ours: Cast) -> None:
    promise(ours, text="Poster")
    assert [found("poster"[:n]) for n in range(1, 7)] == [["Poster"]] * 6
    assert found("oster") == []


def test_what_is_promised_is_found_by_whom_it_is_for_and_by_its_work(ours: Cast) -> None:
    kitchen = work(ours, "Kitchen", of=ours.anna)
    promise(ours, text="Poster", customer=ours.anna, engagement=kitchen)
    promise(ours, text="Poster", customer=ours.bakery)
    assert found("anna poster") == found("kitchen poster") == ["Poster"]
    assert found("anna kitchen") == ["Kitchen", "Poster"]
    assert found("anna") == ["Anna", "Kitchen", "Poster"]


@pytest.mark.parametrize(
    "typed",
    ["weiss", "WEIẞ", "weiß", "anna@weiss", "weiss.example", "0170 123", "+49170", "1701234567"],
)
def test_a_customer_is_found_by_name_mail_and_number(ours: Cast, typed: str) -> None:
    customer(ours, "Anna Weiß", email="anna@weiss.example", phone="+49 170 1234567")
    customer(ours, "Berta", email="berta@example.com", phone="+49 171 7654321")
    assert found(typed) == ["Anna Weiß"]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "*",
        "AND",
        "logo OR poster",
        "NEAR(a b)",
        "-",
        "a\x00b",
        "🎂",
        "\\",
        "%",
        "x" * 10000,
    ],
)
def test_nothing_typed_is_an_operator(ours: Cast, typed: str) -> None:
    promise(ours, text="Logo")
    promise(ours, text="Poster")
    assert found(typed) == []


def test_a_new_name_and_a_removal_show_at_once(ours: Cast) -> None:
    flour = promise(ours, text="Flour")
    Promise.objects.filter(pk=flour.pk).update(text="Sugar")
    Customer.objects.filter(pk=ours.bakery.pk).update(name="The mill")
    assert found("flour") == found("bakery") == []
    assert found("sugar") == found("mill sugar") == ["Sugar"]
    Promise.objects.filter(pk=flour.pk).delete()
    assert found("sugar") == []
    assert not Word.objects.filter(kind=Kind.PROMISE).exists()


def test_rows_written_in_bulk_are_found(ours: Cast) -> None:
    names = [f"Customer number {n}" for n in range(20)]
    Customer.objects.bulk_create(
        [Customer(name=name, name_key=name.lower(), met_at=SINCE) for name in names]
    )
    assert found("number 17") == ["Customer number 17"]


def test_of_many_the_newest_are_shown_and_that_there_are_more(ours: Cast) -> None:
    for n in range(queries.SHOWN + 1):
        promise(ours, text=f"Logo {n}")
    shown = search("logo").promises
    assert [row.text for row in shown.rows] == [f"Logo {n}" for n in range(queries.SHOWN, 0, -1)]
    assert shown.more
    assert not search("bakery logo 3").promises.more


def test_no_business_finds_or_counts_another(cast: Cast) -> None:
    with enter(cast.salon):
        gwen = cast.client_of_salon
    with enter(cast.studio):
        assert cast.anna.pk
        assert found("gwen") == []
        assert not Word.objects.filter(word="gwen").exists()
    with enter(cast.salon):
        assert found("gwen") == [gwen.name]
        assert found("anna") == []
        Customer.objects.filter(pk=gwen.pk).update(name="Anna")
        assert found("gwen") == []
        assert found("anna") == ["Anna"]
    with pytest.raises(ScopeError):
        search("gwen")


def test_a_row_that_its_own_manager_hides_is_not_found(
    ours: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index names candidates; what may be seen is for the model to say."""
    anna = ours.anna
    assert found("anna") == [anna.name]
    hidden = Customer.objects.exclude(pk=anna.pk)
    monkeypatch.setattr(Customer.objects, "get_queryset", hidden.all)
    assert found("anna") == []


def test_words_that_many_rows_hold_are_found_together(
    ours: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them names more rows than one search looks at."""
    for n in range(6):
        promise(ours, text=f"Logo {n}", customer=None)
        promise(ours, text=f"Poster {n}", customer=None)
    both = promise(ours, text="Logo on poster", customer=None)
    monkeypatch.setattr(queries, "MOST", 3)
    monkeypatch.setattr(queries, "FEW", 1)
    assert found("logo poster") == [both.text]


def test_it_asks_as_often_among_many_as_among_few(ours: Cast) -> None:
    asked = []
    for more in (3, 60):
        for n in range(more):
            promise(ours, text=f"Logo {n}", engagement=work(ours, f"Kitchen {n}", of=ours.bakery))
        with CaptureQueriesContext(connection) as queries_:
            search("bakery kitchen logo")
        asked.append(len(queries_))
    few, many = asked
    assert many <= few <= 12


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's planner")
def test_a_word_is_looked_up_as_a_stretch_of_its_index(ours: Cast) -> None:
    plan = Word.objects.filter(kind=1, word__gte="a", word__lt="b").values("row_key").explain()
    assert "word_by_its_signs (business_id=? AND kind=? AND word>? AND word<?)" in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's planner")
def test_what_is_a_customers_or_a_works_is_looked_up_by_them(ours: Cast) -> None:
    plan = Promise.objects.filter(engagement__in=[1, 2]).order_by().values("pk").explain()
    assert "promise_by_engagement" in plan
    plan = Engagement.objects.filter(customer__in=[1, 2]).order_by().values("pk").explain()
    assert "engagement_by_customer" in plan
    work(ours, "Logo", of=ours.bakery)
    with CaptureQueriesContext(connection) as asked:
        search("bakery logo crooked")
    for table in ("promises_promise", "recovery_case"):
        [sql] = [one["sql"] for one in asked if "UNION ALL" in one["sql"] and table in one["sql"]]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "_by_customer" in plan
        assert "_by_engagement" in plan
