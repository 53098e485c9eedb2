"""Puts the triggers up after every migrate, and has the words written that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from makegood.domain.search import actions
from makegood.domain.search.keeping.dialect import DIALECTS
from makegood.domain.search.models import SOURCES, Filled, Source, Word
from makegood.foundation.tenancy.business import Business


def put_up(*, using: str = DEFAULT_DB_ALIAS, sources: Iterable[Source] = SOURCES, **_: Any) -> None:
    """Make what is missing, take down what is no longer right, and fill what may have gaps."""
    connection = connections[using]
    here = [source for source in sources if _exists(connection, source)]
    if using != DEFAULT_DB_ALIAS or not here:
        return
    dialect = DIALECTS[connection.vendor]
    wanted = {piece.name: (piece, source) for source in here for piece in dialect.pieces(source)}
    with transaction.atomic(using), connection.cursor() as cursor:
        stands = dialect.standing(cursor)
        missing = [wanted[name] for name in wanted if name not in stands]
        for name in stands.keys() - wanted.keys():
            cursor.execute(stands[name])
        for statement in dialect.before() if missing else ():
            cursor.execute(statement)
        for piece, _source in missing:
            for statement in piece.statements():
                cursor.execute(statement)
        actions.fill_again(kinds={source.kind for _piece, source in missing})
    for source in here:
        actions.fill(source=source)


def make_way(*, using: str, plan: Iterable[object], **_: Any) -> None:
    """Before migrations that have something to do: take down what they would stumble over."""
    if not list(plan):
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        for drop in DIALECTS[connection.vendor].in_the_way(cursor).values():
            cursor.execute(drop)


def _exists(connection: BaseDatabaseWrapper, source: Source) -> bool:
    """Whether all tables stand with all their columns (a migrate may stop half-way on purpose)."""
    beside = [also.model for also in source.also]
    models: list[type[Model]] = [Business, Word, Filled, source.model, *beside]
    return all(_stands(connection, model) for model in models)


def _stands(connection: BaseDatabaseWrapper, model: type[Model]) -> bool:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        found = connection.introspection.get_table_description(cursor, table)
    return {field.column for field in model._meta.local_concrete_fields} <= {c.name for c in found}
