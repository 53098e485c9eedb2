"""Rows of another file, found by a key."""

from __future__ import annotations

from collections.abc import Collection
from sys import intern

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.amounts import amount
from makegood.domain.exchange.rules.mapping import COUNTED, Join, Several
from makegood.domain.exchange.rules.table import Row, Rows
from makegood.kit.refusal import Refusal

Cells = dict[str, str]


class JoinedRows:
    """The rows of a joined file, by their key. Only the cells that are asked for are held."""

    def __init__(self, join: Join, rows: Rows, *, needed: Collection[str], decimal: str) -> None:
        self.on = join.on
        self._join, self._name, self._decimal = join, rows.name, decimal
        self._columns = sorted(needed)
        self._found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for row in rows:
            if isinstance(row, Row):
                cells = tuple(intern(row.cells[column]) for column in self._columns)
                self._found.setdefault(row.cells[join.key].strip(), []).append((row.line, cells))

    def cells(self, key: str) -> Cells:
        """The cells that belong to a key, named `name.column`. Refused: none, or several rows."""
        found, several = self._found.get(key.strip(), []), self._join.several
        said = {"file": self._name, "key": key.strip()[:80]}
        if not found and not self._join.may_lack:
            raise Refusal(_("%(file)s has no row for “%(key)s”.") % said)
        if len(found) > 1 and several is Several.REFUSE:
            said["lines"] = ", ".join(str(line) for line, _cells in found[:5])
            raise Refusal(_("%(file)s has several rows for “%(key)s”, on lines %(lines)s.") % said)
        rows = [dict(zip(self._columns, cells, strict=True)) for _line, cells in found]
        cells = rows[0] if rows else dict.fromkeys(self._columns, "")
        if len(rows) > 1 and several is Several.ADD:
            cells = cells | _added(rows, self._decimal)
        cells[COUNTED] = str(len(found))
        return {f"{self._join.name}.{name}": text for name, text in cells.items()}


def _added(rows: list[Cells], decimal: str) -> Cells:
    """The columns that hold an amount in every row, each with the sum; the others stay."""
    sums: Cells = {}
    for column in rows[0]:
        try:
            found = sum(amount(row[column], decimal) for row in rows)
            sums[column] = f"{found:.2f}".replace(".", decimal or ".")
        except Refusal:
            continue
    return sums
