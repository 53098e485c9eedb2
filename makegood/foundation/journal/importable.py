"""Rows that may come in from elsewhere: hidden until their import is published, and once undone.

Nothing is rewritten to show or to hide them. A batch says what it is, and each question about
importable rows asks it in the same statement; so all of an import appears, or goes, at one instant.
What the journal tells of a hidden row is hidden with it, in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from makegood.foundation.tenancy.owned import Owned, OwnedManager
from makegood.foundation.tenancy.prepared import Anew
from makegood.foundation.tenancy.scope import current_business_id

if TYPE_CHECKING:
    from makegood.foundation.journal.models import ImportBatch

Row = TypeVar("Row", bound="Importable")
NONE = 0
HIDDEN = """(
    SELECT id FROM journal_importbatch
    WHERE business_id = %s AND id <> %s AND (published_at IS NULL OR undone_at IS NOT NULL)
)"""
SHOWN = "(column IS NULL OR column NOT IN hidden)".replace("hidden", HIDDEN)
# One look by the key of the row that an entry names.
NOT_HIDDEN = """NOT EXISTS (
    SELECT 1 FROM table one WHERE one.id = number AND one.import_batch_id IN hidden
)""".replace("hidden", HIDDEN)
_seen: ContextVar[int] = ContextVar("import_seen_before_it_is_published", default=NONE)


@contextmanager
def bringing_in(batch: ImportBatch) -> Iterator[None]:
    """Within the block the rows of this batch are seen though it is not published yet."""
    before = _seen.set(batch.pk)
    try:
        yield
    finally:
        _seen.reset(before)


class Shown(models.Func):
    """Whether a row is none of an import that is under way, or was undone.

    The hidden batches are few, and are looked up once for a statement, not once for a row.
    """

    conditional = True
    output_field = models.BooleanField()

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        *_: Any,
        **__: Any,
    ) -> tuple[str, tuple[int, int]]:
        column, _params = compiler.compile(self.source_expressions[0])
        return SHOWN.replace("column", column), (Anew(current_business_id), Anew(_seen.get))


class AboutShown(models.Func):
    """Whether an entry of the journal names no hidden row: as its subject, as whose, as what work.

    An entry says a kind of row by the name of its model. `to` leads to the entry.
    """

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, to: str = "") -> None:
        names = ("subject_kind", "subject_id", "customer_id", "engagement_id")
        super().__init__(*(f"{to}{name}" for name in names))

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        *_: Any,
        **__: Any,
    ) -> tuple[str, tuple[int, ...]]:
        kind, subject, *named = (compiler.compile(one)[0] for one in self.source_expressions)
        tables = {
            str(one._meta.model_name): one._meta.db_table
            for one in apps.get_models()
            if issubclass(one, Importable)
        }
        asked = [
            f"({kind} <> '{name}' OR {_not_hidden(table, subject)})"
            for name, table in tables.items()
        ]
        customer, engagement = named
        asked.append(_not_hidden(tables["customer"], customer))
        asked.append(_not_hidden(tables["engagement"], engagement))
        each = (Anew(current_business_id), Anew(_seen.get))
        return f"({' AND '.join(asked)})", each * len(asked)


def _not_hidden(table: str, number: str) -> str:
    return NOT_HIDDEN.replace("table", table).replace("number", number)


class ImportableManager(OwnedManager[Row]):
    """Starts every query at the rows that are shown."""

    def beginning(self) -> models.QuerySet[Row]:
        return super().beginning().filter(Shown("import_batch"))


class Importable(Owned):
    """May have come in by an import. `import_key` tells it apart in the file it came from.

    A model that says a `Meta` of its own puts `imported_once` among its constraints.
    """

    import_batch = models.ForeignKey(
        "journal.ImportBatch", models.PROTECT, null=True, related_name="+"
    )
    import_key = models.CharField(max_length=200, blank=True)

    objects: ClassVar[ImportableManager[Self]] = ImportableManager()

    class Meta(Owned.Meta):
        abstract = True


def imported_once(name: str) -> models.UniqueConstraint:
    """Within a batch a key stands once; one batch is under way at a time, and looks before it."""
    return models.UniqueConstraint(
        fields=["business", "import_key", "import_batch"],
        condition=~models.Q(import_key=""),
        name=name,
    )
