"""The rows of a business as they go out: each under its key, with all that hangs on it.

A chunk asks each model once, however many rows it has; of all rows only the keys are in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, Field, ForeignKey, Model, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Collate, Concat, LPad

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.exchange.queries.named import KINDS, NAMED
from makegood.domain.exchange.queries.noun import Noun
from makegood.domain.exchange.rules.keys import DIGITS, key, mark_of, prefix
from makegood.domain.promises.models import Move
from makegood.domain.recovery.queries.progress import LOST
from makegood.foundation.journal.importable import Importable
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned
from makegood.foundation.tenancy.scope import current_business

A_CHUNK = 500
# Numbers of rows that no foreign key guards, and what they are numbers of.
NUMBERS: dict[str, type[Importable]] = {"customer_id": Customer, "engagement_id": Engagement}
# What an entry of the journal is about, of which it holds the number alone.
SUBJECT, KIND = "entry__subject_id", "entry__subject_kind"
# How a letter stands: said of one that did not reach them, as if it had never been written.
STATE = "letter__state"
Row = dict[str, Any]


class Outgoing:
    """Reads the rows of the business we are in."""

    def __init__(self) -> None:
        self.business = current_business()
        self.mark = mark_of(self.business.pk, self.business.made_at)
        team = Member.objects.filter(business=self.business)
        self.team: dict[int, str] = dict(team.values_list("pk", "user__email"))

    def of(self, noun: Noun) -> Iterator[Row]:
        """All of a kind, in the order of their keys, or as they were written where they have none.

        Must be read within the scope it was asked in.
        """
        if not noun.keyed and not noun.parts:
            yield from self._as_written(noun)
            return
        ids = self._ids(noun).iterator(chunk_size=A_CHUNK)
        while part := list(islice(ids, A_CHUNK)):
            found = {row.pop("id"): row for row in self._read(noun, Q(pk__in=part))}
            yield from (found[one] for one in part if one in found)

    def _as_written(self, noun: Noun) -> Iterator[Row]:
        """All of a kind that has no keys, in the order it was written."""
        columns = self._columns(noun)
        asked = {name for column in columns for name in column.asks}
        rows = _rows(noun).filter(noun.only).order_by("pk").values(*asked)
        found = rows.iterator(chunk_size=A_CHUNK)
        while part := list(islice(found, A_CHUNK)):
            for column in columns:
                column.look_up(part)
            for values in part:
                yield {column.name: column.said(values) for column in columns}

    def _columns(self, noun: Noun) -> list[_Column]:
        return [_Column(self, noun.model, name, path) for name, path in noun.columns.items()]

    def about_us(self) -> Row:
        """The business itself."""
        names = ("name", "slug", "zone", "locale", "currency", "country", "region")
        more = ("engagement_noun", "phone")
        return {name: getattr(self.business, name) for name in (*names, *more)}

    def _ids(self, noun: Noun) -> QuerySet[Any, int]:
        rows = _rows(noun).filter(noun.only)
        if not noun.importable:
            return rows.order_by("pk").values_list("pk", flat=True)
        digits = LPad(Cast("pk", CharField()), DIGITS, Value("0"))
        ours = Concat(Value(prefix(self.mark, noun.one)), digits, output_field=CharField())
        said: Any = Case(When(import_key="", then=ours), default=F("import_key"))
        # By its signs alone: how a language sorts them differs from server to server.
        order = Collate(said, "C" if connection.vendor == "postgresql" else "BINARY")
        return rows.order_by(order, "pk").values_list("pk", flat=True)

    def _read(self, noun: Noun, which: Q) -> list[Row]:
        """These rows with what hangs on them; each says its `id`, and `of` whom it is."""
        columns = self._columns(noun)
        asked = {name for column in columns for name in column.asks} | {"pk"}
        asked |= {"import_key"} if noun.importable else set()
        asked |= {f"{noun.of}_id"} if noun.of else set()
        asked |= {"import_batch__opened_at"} if noun.own_times else set()
        found = list(_rows(noun).filter(which).order_by("pk").values(*asked))
        for column in columns:
            column.look_up(found)
        rows = [self._said(noun, columns, values) for values in found]
        ids = [row["id"] for row in rows]
        for name, event in noun.happened.items():
            self._happened(noun.one, name, event, rows)
        for part in noun.parts:
            hanging: dict[int, list[Row]] = defaultdict(list)
            for one in self._read(part, Q(**{f"{part.of}__in": ids})) if ids else ():
                one.pop("id")
                hanging[one.pop("of")].append(one)
            for row in rows:
                row[part.name] = hanging[row["id"]]
        return rows

    def _happened(self, kind: str, name: str, event: str, rows: Sequence[Row]) -> None:
        """When this happened last to each of these: one question for all."""
        about = {"subject_kind": kind, "subject_id__in": [row["id"] for row in rows]}
        told = Entry.objects.filter(event=event, **about)
        last = dict(told.order_by("id").values_list("subject_id", "happened_at"))
        for row in rows:
            row[name] = plain(last.get(row["id"]))

    def _said(self, noun: Noun, columns: Sequence[_Column], values: Row) -> Row:
        row: Row = {"id": values["pk"]}
        if noun.of:
            row["of"] = values[f"{noun.of}_id"]
        if noun.keyed:
            row["key"] = key(self.mark, noun.one, values["pk"], values.get("import_key", ""))
        for column in columns:
            row[column.name] = column.said(values)
        for name, says in noun.unsaid.items():
            row[name] = row[name] if values[says] else None
        began = values.get("import_batch__opened_at")
        for name in noun.own_times:
            row[name] = None if began and values[name] >= began else row[name]
        return row


class _Column:
    """One column: what it asks the database, and how its value is said."""

    def __init__(self, outgoing: Outgoing, model: type[Model], name: str, path: str) -> None:
        self.name = name
        self.asks: tuple[str, ...] = (path,)
        self._mark, self._keys = outgoing.mark, dict[int, str]()
        self._subjects = dict[tuple[str, int], str]()
        field = _field(model, path)
        to = field.related_model if isinstance(field, ForeignKey) else None
        self._number_of = NUMBERS.get(path.rpartition("__")[2])
        named: Any = self._number_of or to or model
        self._noun = NAMED.get(named, "")
        self._came_as = f"{path}__import_key"
        self.said: Callable[[Row], object] = self._plain
        if self._number_of is not None:
            self.said = self._named_by_number
        elif path == STATE:
            self.said = self._if_lost
        elif path == SUBJECT:
            self.asks, self.said = (SUBJECT, KIND), self._named_by_kind
        elif to in NAMED:
            self.asks, self.said = (f"{path}_id", self._came_as), self._named
        elif to is Member:
            self.asks, self._keys = (f"{path}_id",), outgoing.team
            self.said = self._named_by_number
        elif to is Move:
            self.asks = (f"{path}__number",)
        self._first = self.asks[0]

    def look_up(self, found: Sequence[Row]) -> None:
        """The keys of rows that are named by number alone: one more question for all."""
        if self._first == SUBJECT:
            self._subjects = {
                (kind, pk): key(self._mark, kind, pk, came_as)
                for kind, model in KINDS.items()
                for pk, came_as in _keys(
                    model, {one[SUBJECT] for one in found if one[KIND] == kind}
                )
            }
        elif self._number_of is not None:
            rows = _keys(self._number_of, {values[self._first] for values in found})
            self._keys = {pk: key(self._mark, self._noun, pk, came_as) for pk, came_as in rows}

    def _plain(self, values: Row) -> object:
        return plain(values[self._first])

    def _if_lost(self, values: Row) -> object:
        return values[STATE] if values[STATE] in LOST else None

    def _named_by_number(self, values: Row) -> object:
        return self._keys.get(values[self._first])

    def _named_by_kind(self, values: Row) -> object:
        return self._subjects.get((values[KIND], values[SUBJECT]))

    def _named(self, values: Row) -> object:
        value = values[self._first]
        return value and key(self._mark, self._noun, value, values.get(self._came_as, ""))


def _keys(model: type[Importable], ids: set[int]) -> list[tuple[int, str]]:
    return list(model.objects.filter(pk__in=ids).values_list("pk", "import_key"))


def plain(value: object) -> object:
    """A value as JSON has it: instants in UTC, days as they are."""
    if isinstance(value, date):
        if not isinstance(value, datetime):
            return value.isoformat()
        return value.astimezone(UTC).isoformat()[: -len("+00:00")] + "Z"
    return value


def _rows(noun: Noun) -> QuerySet[Any]:
    rows: QuerySet[Any] = noun.model._default_manager.all()
    # The team is a directory, read without a scope.
    return rows if issubclass(noun.model, Owned) else rows.filter(business=current_business())


def _field(model: type[Model], path: str) -> Field[Any, Any]:
    first, _, rest = path.partition("__")
    field: Any = model._meta.get_field(first)
    return _field(field.related_model, rest) if rest else field
