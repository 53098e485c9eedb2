"""Ideas as they come back: what customers said, what became of it, and who knows."""

from __future__ import annotations

from collections.abc import Callable

from makegood.domain.exchange.actions.returning_part import PartBack
from makegood.domain.exchange.queries.ideas import IDEAS
from makegood.domain.exchange.queries.incoming import Step
from makegood.domain.exchange.rules.unpacking import Row
from makegood.domain.ideas.actions.returning import Spoken, bring_back_ideas
from makegood.domain.ideas.models import News

VOICES, NEWS = IDEAS.parts


class IdeasBack(PartBack):
    """Writes what customers said could be."""

    @property
    def ways(self) -> dict[Step, Callable[[list[Row]], None]]:
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
