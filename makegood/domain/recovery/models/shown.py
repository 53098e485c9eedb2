"""What hangs on a case, and is looked for past it."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from makegood.foundation.journal.importable import Shown
from makegood.foundation.tenancy.owned import Owned, OwnedManager

Row = TypeVar("Row", bound=Owned)


class OfShownCases(OwnedManager[Row]):
    """Starts every query at what hangs on a case that no import hides."""

    def beginning(self) -> models.QuerySet[Row]:
        return super().beginning().filter(Shown("case__import_batch"))
