"""What a kind of thing is that goes out: its columns, and of each field that stays, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model, Q

from makegood.domain.exchange.rules.flat import Table

FOLLOWS = "follows from another field"
OWN_WORK = "how our own machinery goes about its work"
NEVER = "opens something: never goes out"
ANEW = "a link is made anew where it is needed"
LETTER = "the letter stands among the letters"
BATCH = "when an import ran is no part of what it brought"
JOURNALS = "points into the journal, whose numbers are this installation's"


@dataclass(frozen=True)
class Noun:
    """Rows of one model: the columns that go out, by the field they come from.

    A path leads into the row a field points at: `entry__event`. `unsaid` names columns that are
    empty where the column beside says no; `own_times`, those that an import fills in by itself;
    `happened`, when the journal says that such an event happened to the row last.
    """

    name: str
    one: str
    model: type[Model]
    columns: Mapping[str, str]
    stays: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    parts: tuple[Noun, ...] = ()
    only: Q = field(default_factory=Q)
    unsaid: Mapping[str, str] = field(default_factory=dict)
    own_times: tuple[str, ...] = ()
    happened: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def importable(self) -> bool:
        """Whether its rows may have come in under the keys of a file."""
        return "import_key" in {one.name for one in self.model._meta.get_fields()}

    @property
    def keyed(self) -> bool:
        """Whether its rows have keys, by which others name them."""
        return self.importable

    @cached_property
    def table(self) -> Table:
        """It as CSV."""
        parts = tuple(part.table for part in self.parts)
        columns = (*self.columns, *self.happened)
        return Table(self.name, self.one, columns, parts, keyed=self.keyed)


def same(*names: str, **others: str) -> dict[str, str]:
    """Columns that are called as their fields are, and those that are not."""
    return {name: name for name in names} | others
