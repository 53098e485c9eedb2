"""Words made from a row's cells: “Order {order_id}”, or its first eight signs, {order_id:8}."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLACE = re.compile(r"\{([^{}:]+)(?::([1-9]\d{0,3}))?\}")


@dataclass(frozen=True)
class Template:
    """Words with places for cells. Nothing else happens in it: no code, no attributes."""

    words: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it speaks of."""
        return tuple(found.group(1) for found in PLACE.finditer(self.words))

    @property
    def is_sound(self) -> bool:
        """Whether each brace belongs to a place."""
        return not re.search(r"[{}]", PLACE.sub("", self.words))

    def fill(self, row: Mapping[str, str]) -> str:
        """The words with the row's cells in their places."""

        def cell(found: re.Match[str]) -> str:
            text = row[found.group(1)].strip()
            return text[: int(found.group(2))] if found.group(2) else text

        return PLACE.sub(cell, self.words).strip()

    def empty_in(self, row: Mapping[str, str]) -> list[str]:
        """The columns it speaks of whose cells are empty in this row."""
        return [column for column in self.columns if not row[column].strip()]
