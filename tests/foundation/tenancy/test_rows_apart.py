"""PostgreSQL by itself: with every filter of ours gone, a business sees its own rows alone.

The suite connects as a superuser, for whom no such wall stands, so these tests speak as a
plain role; once as one who may only read and write, once as the tables' owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, models, transaction

from makegood.foundation.tenancy.models import Business, Closure
from makegood.foundation.tenancy.owned import OwnedManager
from makegood.foundation.tenancy.scope import enter
from makegood.foundation.tenancy.wall import building
from makegood.foundation.tenancy.wall.plan import plan
from tests.cast import Cast
from tests.foundation.tenancy.raw import RawRows, only_the_wall, rows, run

PLAN = plan(apps.get_models())
MAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def only_there() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no rows apart: there the scope and the cross-reference wall hold")


@pytest.fixture(params=["guest", "owner"])
def role(request: pytest.FixtureRequest, db: None) -> str:
    """A plain role, made in the test's transaction and gone with it."""
    run("CREATE ROLE plain NOSUPERUSER NOBYPASSRLS")
    run("GRANT USAGE, CREATE ON SCHEMA public TO plain")
    run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO plain")
    run("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO plain")
    if request.param == "owner":
        run("SET CONSTRAINTS ALL IMMEDIATE")
        for table in connection.introspection.table_names():
            run(f'ALTER TABLE "{table}" OWNER TO plain')
    return "plain"


@pytest.fixture
def raw(cast: Cast) -> Iterator[RawRows]:
    with only_the_wall():
        yield RawRows(cast)


def seen(table: str) -> set[int]:
    return {pk for (pk,) in rows(f'SELECT id FROM "{table}"')}


@pytest.mark.parametrize("table", PLAN.owned)
def test_a_business_sees_its_own_rows_alone(
    table: str, cast: Cast, raw: RawRows, role: str
) -> None:
    mine, theirs = raw.add(table, cast.studio), raw.add(table, cast.salon)
    run(f"SET LOCAL ROLE {role}")
    assert seen(table) == set()
    with enter(cast.studio):
        assert mine in seen(table)
        assert theirs not in seen(table)
        assert run(f'UPDATE "{table}" SET id = id WHERE id = %s', theirs) == 0
        assert run(f'DELETE FROM "{table}" WHERE id = %s', theirs) == 0
        assert run(f'UPDATE "{table}" SET id = id WHERE id = %s', mine) == 1
    assert seen(table) == set()


@pytest.mark.parametrize("table", PLAN.owned)
def test_a_business_writes_no_row_for_another(
    table: str, cast: Cast, raw: RawRows, role: str
) -> None:
    leads = {
        business: {k.column: raw.add(k.target, business) for k in PLAN.keys if k.table == table}
        for business in (cast.studio, cast.salon)
    }
    refusal = f'row-level security policy for table "{table}"'
    run(f"SET LOCAL ROLE {role}")
    with enter(cast.studio):
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            raw.add(table, cast.salon, **leads[cast.salon])
        raw.add(table, cast.studio, **leads[cast.studio])
    with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
        raw.add(table, cast.studio, **leads[cast.studio])


def closure_in(business: Business) -> Closure:
    with enter(business):
        return Closure.objects.create(first=MAY, last=MAY)


def test_it_holds_with_our_own_filters_gone(
    cast: Cast, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I5: the scope's filter and the check of each row taken out."""
    mine, theirs = closure_in(cast.studio), closure_in(cast.salon)
    monkeypatch.setattr(OwnedManager, "get_queryset", models.Manager.get_queryset)
    monkeypatch.setattr("makegood.foundation.tenancy.owned._ours", lambda row: row)
    with enter(cast.studio):
        assert set(Closure.objects.all()) == {mine, theirs}
    run(f"SET LOCAL ROLE {role}")
    with enter(cast.studio):
        assert list(Closure.objects.all()) == [mine]
        assert Closure.objects.filter(pk=theirs.pk).update(name="taken") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Closure.objects.create(first=MAY, last=MAY, business=cast.salon)
    assert not Closure.objects.exists()


def test_the_owner_of_the_tables_can_still_migrate(cast: Cast, role: str) -> None:
    closure_in(cast.studio)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE tenancy_closure OWNER TO plain")
    run(f"SET LOCAL ROLE {role}")
    run("ALTER TABLE tenancy_closure ADD COLUMN mood varchar(9) DEFAULT 'calm' NOT NULL")
    assert rows("SELECT mood FROM tenancy_closure") == []
    with enter(cast.studio):
        assert rows("SELECT mood FROM tenancy_closure") == [("calm",)]


def test_a_role_that_passes_the_wall_is_refused_in_production(role: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="is a superuser"):
        building.refuse_gaps(production=True)
    run(f"SET LOCAL ROLE {role}")
    building.refuse_gaps(production=True)
    run("RESET ROLE")
    run("ALTER ROLE plain BYPASSRLS")
    run(f"SET LOCAL ROLE {role}")
    with pytest.raises(ImproperlyConfigured, match="has BYPASSRLS"):
        building.refuse_gaps(production=True)


@pytest.mark.parametrize("undone", ["NO FORCE", "DISABLE"])
def test_a_table_that_does_not_force_it_stops_the_start(undone: str, db: None) -> None:
    run(f"ALTER TABLE tenancy_closure {undone} ROW LEVEL SECURITY")
    with pytest.raises(ImproperlyConfigured, match="wall_tenancy_closure_rows"):
        building.refuse_gaps(production=False)
    building.put_up()
    assert building.gaps() == []
