"""Rows that may come in from elsewhere: hidden until their import is published, and once undone.

Nothing is rewritten to show or to hide them. A batch says what it is, and each question about
importable rows asks it in the same statement; so all of an import appears, or goes, at one instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.owned import Owned, OwnedManager
from makegood.foundation.tenancy.scope import current_business_id

Row = TypeVar("Row", bound="Importable")
NONE = 0
SHOWN = """(column IS NULL OR column NOT IN (
    SELECT id FROM journal_importbatch
    WHERE business_id = %s AND id <> %s AND (published_at IS NULL OR undone_at IS NOT NULL)
))"""
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
        return SHOWN.replace("column", column), (current_business_id(), _seen.get())


class ImportableManager(OwnedManager[Row]):
    """Starts every query at the rows that are shown."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(Shown("import_batch"))


class Importable(Owned):
    """May have come in by an import. `import_key` tells it apart in the file it came from.

    A model that says a `Meta` of its own puts `imported_once` among its constraints.
    """

    import_batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="+")
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
