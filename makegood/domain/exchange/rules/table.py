"""From bytes to rows: separator, header, and the line each row stands on."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules import dialect
from makegood.domain.exchange.rules.bounds import BOUNDS, LONGEST_CELL, Bounds
from makegood.domain.exchange.rules.cells import plain
from makegood.domain.exchange.rules.decoding import TORN, Lines
from makegood.kit.refusal import Refusal

NUL = "\x00"
OURS = "left out: line"  # the column by which we know a file that we wrote
BEYOND = "left out: more"  # where the cells of a row stand that no column has
Record = tuple[int, list[str]]


@dataclass(frozen=True)
class Row:
    """One row: the line of the file it begins on, counted from 1, and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Bad:
    """A row that cannot come in: its line, why, and what it says."""

    line: int
    reason: str
    cells: dict[str, str] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True)
class Table:
    """A file as read. `columns` are those of its header, in order."""

    name: str
    encoding: str
    columns: list[str]
    rows: list[Row]
    bad: list[Bad]


class Rows:
    """The rows of a CSV file in its order, sound and bad ones, read as they are asked for; once.

    Only a row is held at a time. `name` is said in sentences. Refused as a whole is what would
    make every row a guess, at once or when it is met; `separators` are tried, and of them the one
    counts under which a row near the top holds most of the columns that are `needed`. Without
    any, the one that gives most rows of one width. Rows above the header are passed over.
    `ours` says that we wrote the file: its cells were made safe (`cells.py`) and are plain again.
    """

    columns: list[str]

    def __init__(
        self,
        chunks: Iterable[bytes],
        *,
        name: str,
        needed: Collection[str] = (),
        encoding: str = "",
        separators: Collection[str] = dialect.SEPARATORS,
        bounds: Bounds = BOUNDS,
        ours: bool = False,
    ) -> None:
        self.name, self._bounds = name, bounds
        self._lines = Lines(chunks, name=name, encoding=encoding, bounds=bounds)
        self._records = self._read(iter(self._lines), needed, separators)
        self._why = ""  # a row has no cells
        header = [cell.strip() for cell in next(self._records, (1, []))[1]]
        self._ours = ours or OURS in header
        self.columns = [plain(cell) for cell in header] if self._ours else header
        self._refuse_header(needed)

    @property
    def encoding(self) -> str:
        """As far as the file was read; an encoding that only ASCII used is UTF-8."""
        return self._lines.encoding

    def __iter__(self) -> Iterator[Row | Bad]:
        sound, count = False, 0
        for line, found in self._records:
            if not any(found) and found:
                continue  # what spreadsheets write below the last row
            one = self._sorted(line, found)
            sound, count = sound or isinstance(one, Row), count + 1
            if count > self._bounds.rows:
                raise Refusal(
                    _("%(file)s has more than %(most)s rows. Split it.")
                    % {"file": self.name, "most": self._bounds.rows}
                )
            if isinstance(one, Bad) and not sound and count >= self._bounds.hopeless:
                raise Refusal(
                    _("None of the first %(n)s rows of %(file)s can be read. The last: %(why)s")
                    % {"n": count, "file": self.name, "why": one.reason}
                )
            yield one

    def _read(
        self, lines: Iterator[str], needed: Collection[str], separators: Collection[str]
    ) -> Iterator[Record]:
        """The header and the rows below it, with the line each begins on."""
        skipped, sample = 0, list(islice(lines, 1))
        if sample and (sign := dialect.told(sample[0])):
            skipped, sample, separators = 1, [], (sign,)
        signs = 0
        for text in lines:
            sample.append(text)
            signs += len(text)
            if len(sample) >= dialect.LOOKED_AT or signs > self._bounds.row:
                break
        if not any(text.strip() for text in sample):
            raise Refusal(_("%(file)s is empty. Is it the right file?") % {"file": self.name})
        how = dialect.layout(sample, needed=needed, separators=separators)
        above = how.above
        for line, cells in self._records_of(how.dialect, chain(sample, lines)):
            blank = bool(cells) and not any(cell.strip() for cell in cells)
            if above < 0 or (above == 0 and not blank):
                yield line + skipped, cells
            above -= above >= 0 and not blank

    def _records_of(self, how: dialect.Dialect, lines: Iterator[str]) -> Iterator[Record]:
        """Each row with the line it begins on. One torn by a stray quotation mark has no cells."""
        line, signs = 1, 0

        def fed() -> Iterator[str]:
            nonlocal signs
            for text in lines:
                signs += len(text)
                if signs > self._bounds.row:
                    raise Refusal(_never_closed(self.name, line))
                yield text

        reader = how.reader(fed())
        while True:
            line, signs = reader.line_num + 1, 0
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                several = reader.line_num > line
                if "expected after" not in str(wrong) and (several or "limit" not in str(wrong)):
                    raise Refusal(_never_closed(self.name, line)) from wrong
                self._why = _unread(str(wrong))
                yield line, []
            else:
                if cells:
                    yield line, cells

    def _sorted(self, line: int, found: list[str]) -> Row | Bad:
        found = [plain(cell) for cell in found] if self._ours else found
        while len(found) > len(self.columns) and not found[-1].strip():
            found.pop()
        cells = dict(zip(self.columns, found, strict=False))
        reason = self._reason(found)
        if not reason:
            return Row(line, cells)
        if beyond := found[len(self.columns) :]:
            cells[BEYOND] = ", ".join(beyond)
        return Bad(
            line, reason, {column: TORN.sub("\ufffd", cell) for column, cell in cells.items()}
        )

    def _reason(self, found: list[str]) -> str:
        if not found:
            return self._why
        if len(found) != len(self.columns):
            said = {"n": len(found), "of": len(self.columns)}
            return _("%(n)s cells, where the first line has %(of)s.") % said
        whole = "".join(found)
        if NUL in whole:
            return _("A cell holds a NUL byte. Take it out.")
        if not whole.isascii() and TORN.search(whole):
            return _("A cell holds bytes that are no %(encoding)s. Write its words again.") % {
                "encoding": self.encoding
            }
        return ""

    def _refuse_header(self, needed: Collection[str]) -> None:
        name, columns = self.name, self.columns
        if not columns:
            said = _("The first line of %(file)s cannot be read. %(why)s")
            raise Refusal(said % {"file": name, "why": self._why})
        if len(columns) > self._bounds.columns:
            raise Refusal(
                _("%(file)s has %(n)s columns; up to %(most)s are read. Is it the right file?")
                % {"file": name, "n": len(columns), "most": self._bounds.columns}
            )
        if TORN.search("".join(columns)):
            raise Refusal(
                _("The first line of %(file)s holds bytes that are no %(encoding)s. Mend it.")
                % {"file": name, "encoding": self.encoding}
            )
        if any(NUL in column for column in columns):
            raise Refusal(
                _("The first line of %(file)s holds NUL bytes. Save the file as CSV in UTF-8.")
                % {"file": name}
            )
        missing = sorted(set(needed) - set(columns))
        if missing:
            raise Refusal(
                _("%(file)s has no column %(missing)s. It has: %(columns)s. Mend the mapping.")
                % {"file": name, "missing": ", ".join(missing), "columns": _some(columns)}
            )
        twice = sorted(c for c, n in Counter(columns).items() if n > 1 and c in needed)
        if twice:
            raise Refusal(
                _("%(file)s has two columns named %(twice)s. Give one of them another name.")
                % {"file": name, "twice": ", ".join(twice)}
            )


def read_table(
    content: bytes,
    *,
    name: str,
    needed: Collection[str],
    encoding: str = "",
    separators: Collection[str] = dialect.SEPARATORS,
) -> Table:
    """All rows of a CSV file that is held already, sound and bad ones apart."""
    found = Rows([content], name=name, needed=needed, encoding=encoding, separators=separators)
    rows, bad = [], []
    for one in found:
        if isinstance(one, Row):
            rows.append(one)
        else:
            bad.append(one)
    return Table(found.name, found.encoding, found.columns, rows, bad)


def _unread(wrong: str) -> str:
    if "limit" in wrong:
        return _("A cell is longer than %(most)s signs. Cut it short.") % {"most": LONGEST_CELL}
    return _("A quotation mark stands inside a cell: write it twice.")


def _never_closed(name: str, line: int) -> str:
    return _(
        "%(file)s: on line %(line)s a quotation mark opens a cell and nothing closes it, so the "
        "rest of the file is one cell. Close it, then try again."
    ) % {"file": name, "line": line}


def _some(columns: list[str]) -> str:
    said = ", ".join(columns)
    return said if len(said) <= 300 else f"{said[:300]}…"
