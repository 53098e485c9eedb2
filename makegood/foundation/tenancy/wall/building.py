"""Puts the wall up after every migrate, and says where it is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from makegood.foundation.tenancy.wall import postgresql, sqlite
from makegood.foundation.tenancy.wall.piece import Piece
from makegood.foundation.tenancy.wall.plan import is_bounded
from makegood.foundation.tenancy.wall.plan import plan as plan_of

MASONS = {"sqlite": sqlite, "postgresql": postgresql}


def put_up(
    *, using: str = DEFAULT_DB_ALIAS, models: Iterable[type[Model]] | None = None, **_: Any
) -> None:
    """Make what is missing and take down what is no longer right. Nothing to do costs one query.

    IntegrityError on PostgreSQL when rows already refer across businesses.
    """
    connection = connections[using]
    mason = MASONS[connection.vendor]
    wanted = wanted_pieces(connection, models)
    with connection.cursor() as cursor:
        stands = mason.standing(cursor)
    if stands.keys() == {piece.name for piece in wanted}:
        return
    wanted = wanted_pieces(connection, models, only_existing=True)
    with transaction.atomic(using), connection.cursor() as cursor:
        for name in stands.keys() - {piece.name for piece in wanted}:
            if name in mason.standing(cursor):
                cursor.execute(stands[name])
        stands = mason.standing(cursor)
        for piece in wanted:
            if piece.name not in stands:
                for statement in piece.statements():
                    cursor.execute(statement)


def make_way(*, using: str, plan: Iterable[object], **_: Any) -> None:
    """Before migrations that have something to do: take down what they would stumble over.

    SQLite refuses to rename a table while a trigger names one that is being remade.
    """
    if not list(plan):
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        for drop in MASONS[connection.vendor].in_the_way(cursor).values():
            cursor.execute(drop)


def gaps(*, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Pieces of the wall that should stand and do not; none when all is well."""
    connection = connections[using]
    with connection.cursor() as cursor:
        stands = MASONS[connection.vendor].standing(cursor)
    return [piece.name for piece in wanted_pieces(connection) if piece.name not in stands]


def passers(*, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Why row-level security does not hold for whom we connect as; none when it does."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        name, is_super, may_pass = cursor.fetchone()
    said = {"is a superuser": is_super, "has BYPASSRLS": may_pass}
    return [f"The role {name} {why}." for why, so in said.items() if so]


def refuse_gaps(*, using: str = DEFAULT_DB_ALIAS, production: bool) -> None:
    """At start-up: ImproperlyConfigured when the wall is open (run migrate) or passed by.

    Only production insists on a role that the wall holds for.
    """
    found = gaps(using=using) + (passers(using=using) if production else [])
    if found:
        raise ImproperlyConfigured(
            "The wall between businesses is open. Run migrate, as a role without SUPERUSER or"
            f" BYPASSRLS: {', '.join(found)}"
        )


def wanted_pieces(
    connection: BaseDatabaseWrapper,
    models: Iterable[type[Model]] | None = None,
    *,
    only_existing: bool = False,
) -> list[Piece]:
    """The pieces for all models of this database (or these), even before their tables exist."""
    here = [
        model
        for model in (apps.get_models() if models is None else models)
        if is_bounded(model) and router.allow_migrate_model(connection.alias, model)
    ]
    if only_existing:
        here = [model for model in here if _exists(connection, model)]
    return list(MASONS[connection.vendor].pieces(plan_of(here)))


def _exists(connection: BaseDatabaseWrapper, model: type[Model]) -> bool:
    """Whether the table stands with all its columns (a migrate may stop half-way on purpose)."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        found = connection.introspection.get_table_description(cursor, table)
    return {field.column for field in model._meta.local_concrete_fields} <= {c.name for c in found}
