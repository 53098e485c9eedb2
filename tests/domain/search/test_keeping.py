"""The database keeps the words, and migrate puts back what keeps them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations import Migration
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.search import actions
from makegood.domain.search.keeping import building
from makegood.domain.search.keeping.dialect import DIALECTS
from makegood.domain.search.models import SOURCES, Also, Filled, Kind, Source
from makegood.domain.search.rules.folding import kept
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import MONDAY, act, promise
from tests.domain.search.finding import found, words_of

pytestmark = pytest.mark.django_db


def put_down() -> None:
    """Take every trigger down."""
    with connection.cursor() as cursor:
        for drop in DIALECTS[connection.vendor].standing(cursor).values():
            cursor.execute(drop)


def texts() -> Iterator[str]:
    """Signs as words and within one, some at a time: the first alphabets, and of the rest a few."""
    codes = [*range(1, 0x3000), *range(0x3000, 0xD800, 31), *range(0xE000, 0x1FFFF, 31)]
    signs = [chr(code) for code in codes if unicodedata.category(chr(code)) != "Cn"]
    for start in range(0, len(signs), 100):
        yield " ".join(f"{sign} x{sign}y" for sign in signs[start : start + 100])


def folded(text: str, number: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_words(%s, %s)", [text, number])
        return sorted(cursor.fetchone()[0])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite calls ours")
def test_both_databases_fold_every_sign_alike() -> None:
    wrong = [text for text in texts() if folded(text, "") != kept(text, "")]
    assert wrong == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite calls ours")
@pytest.mark.parametrize("text", ["Ärzte & Öfen GmbH", "a" * 80, "ß" * 80, "", "0049 170/12 34"])
def test_both_databases_keep_the_same(text: str) -> None:
    assert folded(text, text) == kept(text, text)


def test_what_stood_there_before_is_filled_in_stretches(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_down()
    with enter(cast.studio):
        for n in range(7):
            promise(cast, text=f"Logo {n}")
        assert found("logo") == []
    with enter(cast.salon):
        assert cast.client_of_salon.pk
    monkeypatch.setattr(actions, "BATCH", 3)
    building.put_up()
    with enter(cast.studio):
        assert len(found("logo")) == 7
        assert found("gwen") == []
    with enter(cast.salon):
        assert found("gwen") == ["Gwen"]


def test_what_was_written_and_removed_while_nobody_kept_it_is_mended(cast: Cast) -> None:
    with enter(cast.studio):
        gone, stays = promise(cast, text="Gone"), promise(cast, text="Old")
        key = gone.pk
        put_down()
        type(stays).objects.filter(pk=stays.pk).update(text="New")
        gone.delete()
    building.put_up()
    with enter(cast.studio):
        assert found("gone") == found("old") == []
        assert words_of(Kind.PROMISE, key) == set()
        assert found("new") == ["New"]


def test_a_fill_that_was_stopped_is_begun_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_down()
    with enter(cast.studio):
        promise(cast, text="Logo")
    with monkeypatch.context() as patch:
        patch.setattr(actions, "fill_next", lambda **_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            building.put_up()
    building.put_up()
    with enter(cast.studio):
        assert found("logo") == ["Logo"]


def test_putting_up_what_stands_writes_nothing() -> None:
    building.put_up()
    with CaptureQueriesContext(connection) as asked:
        building.put_up()
    said = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert [sql for sql in said if not sql.lstrip().startswith(("SELECT", "PRAGMA"))] == []
    assert Filled.objects.count() == len(SOURCES)


def test_rows_that_hang_on_another_find_it(cast: Cast) -> None:
    """As further addresses of a customer will: here its pieces of work."""
    by_work = Also(Engagement, "customer_id", ("name",))
    source = Source(Kind.CUSTOMER, Customer, texts=("name",), numbers=("phone",), also=(by_work,))
    building.put_up(sources=(source,))
    with enter(cast.studio):
        anna, bakery = cast.anna, cast.bakery
        kitchen = begin(customer=anna, name="Kitchen", by=act(cast.owner), at=MONDAY)
        begin(customer=anna, name="Bath", by=act(cast.owner), at=MONDAY)
        assert words_of(Kind.CUSTOMER, anna.pk) == {"anna", "kitchen", "bath"}
        Engagement.objects.filter(pk=kitchen.pk).update(customer=bakery, name="Oven")
        assert words_of(Kind.CUSTOMER, anna.pk) == {"anna", "bath"}
        assert words_of(Kind.CUSTOMER, bakery.pk) == {"the", "bakery", "oven"}
        kitchen.delete()
        assert words_of(Kind.CUSTOMER, bakery.pk) == {"the", "bakery"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere they stay")
def test_a_migration_finds_no_trigger_in_its_way(cast: Cast) -> None:
    """SQLite would not rename a table that a trigger names. What was written meanwhile is found."""
    plan = [(Migration("later", "customers"), False)]
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
    with connection.cursor() as cursor:
        assert DIALECTS["sqlite"].standing(cursor) == {}
    with enter(cast.studio):
        promise(cast, text="Logo")
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
    with enter(cast.studio):
        assert found("logo") == ["Logo"]
