"""Questions that are asked at every press: their words are put together once, as SQL.

Django puts the SQL of a question together anew each time it is asked, and for a small one that
takes ten times as long as the database takes to answer. Here the words stay, and only what is
asked about is said anew: what the caller gives, and the business that we are in.

    @prepared
    def _of_link(link: Given) -> QuerySet[Invitation]:
        return Invitation.objects.filter(link=link)

    _of_link(link=7)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import Any, Self, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from makegood.kit.whole_number import LARGEST

Found = TypeVar("Found")

# What a compiler finds out while it puts the words together, and reading the rows needs.
FOUND_OUT = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")


class Anew(int):
    """A number of which the database is told afresh each time: it knows how to be asked again."""

    ask: Callable[[], int]

    def __new__(cls, ask: Callable[[], int]) -> Self:
        one = super().__new__(cls, ask())
        one.ask = ask
        return one


class Given(models.Expression):
    """What a prepared question is asked about: the key of a row, or an instant."""

    def __init__(self, name: str, like: int | datetime) -> None:
        is_instant = isinstance(like, datetime)
        super().__init__(models.DateTimeField() if is_instant else models.BigIntegerField())
        self.name = name

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def prepared(
    question: Callable[..., models.QuerySet[Any, Found]],
) -> Callable[..., list[Found]]:
    """A question whose SQL is put together once; each call asks it, and gives the rows.

    Each of its parameters stands for a row's key or an instant (`Given`), of the same kind in every
    call; a key too large for the database finds nothing. TypeError for a call that gives others
    than those. Beside them, nothing that the question is asked with may differ from call to call
    but what is `Anew`.
    """
    names = frozenset(signature(question).parameters)
    kept: list[models.QuerySet[Any, Found]] = []

    @wraps(question)
    def ask(**given: int | datetime) -> list[Found]:
        if given.keys() != names:
            raise TypeError(f"{question.__name__} is asked about {', '.join(sorted(names))}.")
        if any(isinstance(one, int) and one > LARGEST for one in given.values()):
            return []
        if not kept:
            kept.append(
                _prepare(question(**{name: Given(name, like) for name, like in given.items()}))
            )
        rows = kept[0].all()
        vars(rows.query)["given"] = given
        return list(rows)

    return ask


def _prepare(rows: models.QuerySet[Any, Found]) -> models.QuerySet[Any, Found]:
    # (In its place: a queryset that is handed another query forgets what its rows are to be.)
    rows.query.__class__ = _Prepared
    vars(rows.query)["words"] = {}
    return rows


class _Prepared(Query):
    """Its copies share its words, one for each kind of database."""

    given: Mapping[str, int | datetime]
    words: dict[str, tuple[str, tuple[Any, ...], dict[str, Any]]]

    def get_compiler(
        self,
        using: str | None = None,
        connection: BaseDatabaseWrapper | None = None,
        elide_empty: bool = True,
    ) -> SQLCompiler:
        theirs = super().get_compiler(using, connection, elide_empty)
        return _Saying(self, theirs.connection, theirs.using, elide_empty)


class _Saying(SQLCompiler):
    """Says the words that the first of its kind put together."""

    query: _Prepared

    def as_sql(self, *positional: Any, **options: Any) -> tuple[str, tuple[Any, ...]]:
        words = self.query.words
        vendor = self.connection.vendor
        if vendor not in words:
            sql, about = super().as_sql(*positional, **options)
            words[vendor] = sql, tuple(about), {name: vars(self)[name] for name in FOUND_OUT}
        sql, about, found_out = words[vendor]
        vars(self).update(found_out)
        return sql, tuple(self._anew(one) for one in about)

    def _anew(self, one: Any) -> Any:
        if isinstance(one, Anew):
            return one.ask()
        if isinstance(one, Given):
            return one.output_field.get_db_prep_value(self.query.given[one.name], self.connection)
        return one
