"""What every part of an export has in common as it comes back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime

from makegood.domain.exchange.queries.incoming import Step
from makegood.domain.exchange.queries.rebuilding import Rebuilding
from makegood.domain.exchange.rules.unpacking import Row
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch


class PartBack(ABC):
    """Writes the rows of one piece, of the steps that it knows."""

    def __init__(
        self,
        batch: ImportBatch,
        by: Actor,
        at: datetime,
        rebuilding: Callable[[list[Row]], Rebuilding],
    ) -> None:
        self._batch, self._by, self._at, self._rebuilding = batch, by, at, rebuilding

    @property
    @abstractmethod
    def ways(self) -> dict[Step, Callable[[list[Row]], None]]:
        """How the rows of each step are written."""
