"""The grammar of an event: which thing, what happened to it, and the facts.

An event's name reads `noun.past_participle` ("promise.moved"). Its fields besides the three
pointers are its facts: ids, dates, numbers and words from closed lists, never personal text.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from makegood.foundation.journal.models import Feeling

POINTERS = ("subject_id", "customer_id", "engagement_id")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in a business. Subclasses name it and add facts."""

    name: ClassVar[str]
    subject_kind: ClassVar[str]
    phase: ClassVar[str] = ""

    subject_id: int
    customer_id: int | None = None
    engagement_id: int | None = None

    def facts(self) -> dict[str, Any]:
        """The facts as JSON values; days and instants in ISO 8601."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in POINTERS}
        return {name: _plain(value) for name, value in said.items() if value is not None}


@dataclass(frozen=True)
class Actor:
    """Who did it: a member or customer by id, a rule by name, or an import by its batch."""

    kind: Literal["member", "customer", "rule", "import"]
    id: int | None = None
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportOpened(Event):
    """Rows begin to come in from elsewhere."""

    name: ClassVar[str] = "import.opened"
    subject_kind: ClassVar[str] = "import"


@dataclass(frozen=True, kw_only=True)
class ImportPublished(Event):
    """All rows of an import are in."""

    name: ClassVar[str] = "import.published"
    subject_kind: ClassVar[str] = "import"


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Event):
    """What came in by an import is seen no more, but for customers with whom we worked since."""

    name: ClassVar[str] = "import.undone"
    subject_kind: ClassVar[str] = "import"

    stayed: int = 0


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


@dataclass(frozen=True, kw_only=True)
class FeelingSaid(Event):
    """How a touchpoint, the entry `about`, felt to its customer."""

    name: ClassVar[str] = "feeling.said"
    subject_kind: ClassVar[str] = "feeling"

    about: int
    feels: Feeling.Feels


@dataclass(frozen=True, kw_only=True)
class FeelingTakenBack(Event):
    """What was said of a touchpoint does not stand any more."""

    name: ClassVar[str] = "feeling.taken_back"
    subject_kind: ClassVar[str] = "feeling"

    about: int
