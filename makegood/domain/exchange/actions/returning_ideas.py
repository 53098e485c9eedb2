"""Ideas as they come back: what customers said, what became of it, and who knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from makegood.domain.exchange.queries.ideas import IDEAS
from makegood.domain.exchange.queries.incoming import Step
from makegood.domain.exchange.queries.rebuilding import Rebuilding
from makegood.domain.exchange.rules.unpacking import Row
from makegood.domain.ideas.actions.returning import Spoken, bring_back_ideas
from makegood.domain.ideas.models import News
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import ImportBatch

VOICES, NEWS = IDEAS.parts


class IdeasBack:
    """Writes the rows of one piece."""

    def __init__(
        self,
        batch: ImportBatch,
        by: Actor,
        at: datetime,
        rebuilding: Callable[[list[Row]], Rebuilding],
    ) -> None:
        self._batch, self._by, self._at, self._rebuilding = batch, by, at, rebuilding

    @property
    def ways(self) -> dict[Step, Callable[[list[Row]], None]]:
        """How the rows of each step are written."""
        return {Step.IDEAS: self._ideas}

    def _ideas(self, rows: list[Row]) -> None:
        rebuilt = self._rebuilding(rows)
        found = [(rebuilt.importable(IDEAS, one, self._batch), one) for one in rows]
        spoken = [
            Spoken(rebuilt.row(VOICES, one, idea=idea), rebuilt.place(one))
            for idea, said in found
            for one in said["voices"]
        ]
        # A letter that did not reach them told nobody.
        news: list[News] = [
            rebuilt.row(NEWS, one, idea=idea)
            for idea, said in found
            for one in said["news"]
            if not one.get("lost")
        ]
        ideas = [idea for idea, _said in found]
        bring_back_ideas(ideas=ideas, spoken=spoken, news=news, by=self._by, at=self._at)
