"""One piece of the wall, and the words both databases share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

PREFIX = "wall_"
IS_OURS = (
    'EXISTS (SELECT 1 FROM "{target}" AS target'
    ' WHERE target.id = NEW."{column}" AND target.business_id = NEW.business_id)'
)


@dataclass(frozen=True)
class Piece:
    """A named trigger, constraint, index or policy and the statements that make it.

    The name carries a digest of the statements, so that a piece that stands is one that is
    still right.
    """

    stem: str
    making: tuple[str, ...]

    @property
    def name(self) -> str:
        digest = hashlib.sha256("\n".join(self.making).encode()).hexdigest()[:8]
        return f"{PREFIX}{self.stem[:45]}_{digest}"

    def statements(self) -> list[str]:
        """What makes it; `{name}` filled in."""
        return [statement.replace("{name}", self.name) for statement in self.making]


def is_ours(target: str, column: str) -> str:
    """SQL: the new row's `column` is the id of a row of its own business.

    False for an id that nobody has, too: one and the same refusal, so that it tells nothing
    about which ids exist elsewhere, and nobody can point ahead at a row yet to come.
    """
    return IS_OURS.format(target=target, column=column)
