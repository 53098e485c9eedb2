"""Every column that refers is walled: the list is read off the models, the attack is raw SQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.db.migrations import Migration
from django.db.models import BigIntegerField, CharField, ForeignKey
from pytest_django import DjangoAssertNumQueries

from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.owned import Owned
from makegood.foundation.tenancy.wall import building
from makegood.foundation.tenancy.wall.plan import Key, Pointer, noun, plan
from tests.cast import Cast
from tests.foundation.tenancy.raw import BOUNDED, RawRows, only_the_wall, rows, run

PLAN = plan(apps.get_models())
AIMS = [(pointer, noun, table) for pointer in PLAN.pointers for noun, table in pointer.targets]


@pytest.fixture
def raw(cast: Cast) -> Iterator[RawRows]:
    with only_the_wall():
        yield RawRows(cast)


def refused(sql: str, *values: object) -> None:
    """The wall, and nothing else, refuses the statement."""
    with pytest.raises(IntegrityError, match="wall_"), transaction.atomic():
        run(sql, *values)


def point(table: str, column: str) -> str:
    return f'UPDATE "{table}" SET "{column}" = %s WHERE id = %s'


@pytest.mark.parametrize("key", PLAN.keys, ids=lambda key: f"{key.table}.{key.column}")
def test_no_key_leads_to_another_business(key: Key, cast: Cast, raw: RawRows) -> None:
    mine, other = (raw.add(key.target, cast.studio) for _ in "12")
    theirs = raw.add(key.target, cast.salon)
    row = raw.add(key.table, cast.studio, **{key.column: mine})
    assert run(point(key.table, key.column), other, row) == 1
    refused(point(key.table, key.column), theirs, row)
    with pytest.raises(IntegrityError, match="wall_"), transaction.atomic():
        raw.add(key.table, cast.studio, **{key.column: theirs})


@pytest.mark.parametrize("aim", AIMS, ids=lambda aim: f"{aim[0].table}.{aim[0].column}-{aim[1]}")
def test_no_plain_id_leads_to_another_business(
    aim: tuple[Pointer, str, str], cast: Cast, raw: RawRows
) -> None:
    pointer, said, target = aim
    kind = {pointer.kind: said} if pointer.kind else {}
    mine, theirs = raw.add(target, cast.studio), raw.add(target, cast.salon)
    row = raw.add(pointer.table, cast.studio, **{pointer.column: mine}, **kind)
    assert run(point(pointer.table, pointer.column), mine, row) == 1
    refused(point(pointer.table, pointer.column), theirs, row)
    refused(point(pointer.table, pointer.column), 10**9, row)
    with pytest.raises(IntegrityError, match="wall_"), transaction.atomic():
        raw.add(pointer.table, cast.studio, **{pointer.column: theirs}, **kind)
    if pointer.kind:
        nowhere = {pointer.column: theirs, pointer.kind: "~"}
        row = raw.add(pointer.table, cast.studio, **nowhere)
        refused(point(pointer.table, pointer.kind), said, row)


@pytest.mark.parametrize("table", PLAN.bounded)
def test_a_row_stays_with_its_business(table: str, cast: Cast, raw: RawRows) -> None:
    row = raw.add(table, cast.studio)
    assert run(point(table, "business_id"), cast.studio.pk, row) == 1
    refused(point(table, "business_id"), cast.salon.pk, row)


def test_a_subject_that_is_the_business_is_this_business(cast: Cast, raw: RawRows) -> None:
    raw.add("journal_entry", cast.studio, subject_kind="business", subject_id=cast.studio.pk)
    with pytest.raises(IntegrityError, match="wall_"), transaction.atomic():
        raw.add("journal_entry", cast.studio, subject_kind="business", subject_id=cast.salon.pk)


def test_every_foreign_key_between_bounded_tables_is_in_the_plan() -> None:
    """Counted here by other means than the plan's own."""
    for model in apps.get_models():
        if not issubclass(model, Owned):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and hasattr(field.related_model, "business_id"):
                target = field.related_model._meta.db_table
                assert Key(model._meta.db_table, field.column, target) in PLAN.keys
                assert field.target_field.primary_key


def test_every_owned_table_is_in_the_plan() -> None:
    owned = {m._meta.db_table for m in apps.get_models() if issubclass(m, Owned)}
    assert owned == set(PLAN.owned) <= set(PLAN.bounded)
    assert "tenancy_member" in PLAN.bounded


def test_every_plain_id_says_what_it_points_at() -> None:
    """Name it <noun>_id after a model, or put <noun>_kind beside it; a stranger's id is a _key."""
    assert [pointer for pointer in PLAN.pointers if not pointer.targets] == []
    plain = {
        (m._meta.db_table, f.name)
        for m in BOUNDED.values()
        for f in m._meta.local_fields
        if type(f) is BigIntegerField and f.name.endswith("_id")
    }
    assert plain == {(p.table, p.column) for p in PLAN.pointers}


def test_no_two_models_share_a_noun() -> None:
    nouns = [noun(model) for model in BOUNDED.values()]
    assert len(nouns) == len(set(nouns))


@pytest.mark.django_db
def test_the_wall_stands() -> None:
    assert building.gaps() == []
    building.refuse_gaps(production=False)


@pytest.mark.django_db
def test_putting_up_a_wall_that_stands_asks_one_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        building.put_up()


def drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(building.MASONS[connection.vendor].standing(cursor)[name])


@pytest.mark.django_db
def test_a_missing_piece_stops_the_start_and_migrate_puts_it_back() -> None:
    name = building.wanted_pieces(connection)[-1].name
    drop(name)
    assert building.gaps() == [name]
    with pytest.raises(ImproperlyConfigured, match=name):
        building.refuse_gaps(production=False)
    after_migrate()
    assert building.gaps() == []


@pytest.mark.django_db
def test_what_is_no_longer_right_is_taken_down() -> None:
    index = "CREATE UNIQUE INDEX wall_of_old ON tenancy_closure (business_id, id, name)"
    constraint = "ALTER TABLE tenancy_closure ADD CONSTRAINT wall_of_old UNIQUE (business_id, name)"
    run(index if connection.vendor == "sqlite" else constraint)
    building.put_up()
    with connection.cursor() as cursor:
        assert "wall_of_old" not in building.MASONS[connection.vendor].standing(cursor)
    assert building.gaps() == []


def before_migrate(*planned: Migration) -> None:
    plan = [(migration, False) for migration in planned]
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan, apps=apps)


def after_migrate() -> None:
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=[], apps=apps)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("table", "column"),
    [("journal_entry", "event"), ("promises_promise", "zone"), ("tenancy_member", "role")],
)
def test_the_wall_is_back_after_a_table_was_altered(table: str, column: str) -> None:
    """SQLite remakes a table to alter it, and its triggers are gone without a word.

    So do those that are not drawn from the models: the journal's, and that of the first due.
    """
    stood = triggers()
    before_migrate(Migration("later", "tenancy"))
    longer(table, column, 1)
    longer(table, column, 0)
    if connection.vendor == "sqlite":
        assert any(table in name for name in building.gaps())
    after_migrate()
    assert building.gaps() == []
    assert triggers() == stood


def triggers() -> set[str]:
    """The names of all triggers that somebody of ours put up."""
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return {name for (name,) in rows(sqlite if connection.vendor == "sqlite" else postgresql)}


def longer(table: str, column: str, by: int) -> None:
    """Alter a column of words, as a migration would."""
    model = BOUNDED[table]
    old = model._meta.get_field(column)
    assert isinstance(old, CharField)
    new, before = old.clone(), old.clone()
    new.max_length, before.max_length = (old.max_length or 0) + by, (old.max_length or 0) + 1 - by
    for field in (new, before):
        field.set_attributes_from_name(column)
        field.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, before, new, strict=True)


@pytest.mark.django_db
def test_migrate_with_nothing_to_do_leaves_the_wall_alone() -> None:
    before_migrate()
    assert building.gaps() == []


def test_a_model_of_no_business_is_left_alone() -> None:
    assert plan([Business]).bounded == ()
