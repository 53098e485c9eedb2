"""What can happen to an idea."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.domain.recovery.models import How
from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class IdeaEvent(Event):
    """Happened to an idea. Its words, and theirs, stay on the rows."""

    name: ClassVar[str] = ""
    subject_kind: ClassVar[str] = "idea"


@dataclass(frozen=True, kw_only=True)
class IdeaNoted(IdeaEvent):
    """An idea was written down."""

    name: ClassVar[str] = "idea.noted"


@dataclass(frozen=True, kw_only=True)
class IdeaSaid(IdeaEvent):
    """Somebody said it, the first or one more."""

    name: ClassVar[str] = "idea.said"

    voice: int


@dataclass(frozen=True, kw_only=True)
class IdeaReworded(IdeaEvent):
    """It is called otherwise, or we would do something else."""

    name: ClassVar[str] = "idea.reworded"


@dataclass(frozen=True, kw_only=True)
class IdeaPlanned(IdeaEvent):
    """We mean to do it; by a day, where we promised ourselves one."""

    name: ClassVar[str] = "idea.planned"

    by_day: bool


@dataclass(frozen=True, kw_only=True)
class IdeaDone(IdeaEvent):
    """It is done."""

    name: ClassVar[str] = "idea.done"


@dataclass(frozen=True, kw_only=True)
class IdeaSetAside(IdeaEvent):
    """Not now. Our reason stays on the row."""

    name: ClassVar[str] = "idea.set_aside"


@dataclass(frozen=True, kw_only=True)
class IdeaTakenUp(IdeaEvent):
    """It is open again."""

    name: ClassVar[str] = "idea.taken_up"


@dataclass(frozen=True, kw_only=True)
class IdeaTold(IdeaEvent):
    """We told somebody who had said it that it is done."""

    name: ClassVar[str] = "idea.told"
    phase: ClassVar[str] = "after"

    news: int
    how: How
