"""From bytes to rows: encoding, separator, first line, and the line each row stands on."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from makegood.kit.refusal import Refusal

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FALLBACK = "windows-1252"
NUL = "\x00"


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


@dataclass(frozen=True)
class Table:
    """A file as read. `columns` are those of its first line, in order."""

    name: str
    encoding: str
    columns: list[str]
    rows: list[Row]
    bad: list[Bad]


def read_table(
    content: bytes,
    *,
    name: str,
    needed: Collection[str],
    encoding: str = "",
    separators: Collection[str] = (",", ";", "\t", "|"),
) -> Table:
    """The rows of a CSV file. Refused as a whole: what would make every row a guess.

    `name` is said in sentences. Of `separators`, the one counts under which the first line
    holds most of the columns that are `needed`.
    """
    text, encoding = decoded(content, name=name, encoding=encoding)
    if not text.strip():
        raise Refusal(_("%(file)s is empty. Is it the right file?") % {"file": name})
    separator = max(separators, key=lambda sign: len(set(_first(text, sign)) & set(needed)))
    records = _records(text, separator, name)
    columns = [cell.strip() for cell in next(records, (1, []))[1]]
    _refuse_header(columns, needed, name)
    table = Table(name=name, encoding=encoding, columns=columns, rows=[], bad=[])
    for line, found in records:
        _sort_in(table, line, found)
    return table


def decoded(content: bytes, *, name: str, encoding: str = "") -> tuple[str, str]:
    """The text and how it was read: as said, by its mark, as UTF-8, else Windows-1252."""
    marked = next((word for mark, word in MARKS if content.startswith(mark)), "")
    tries = [encoding] if encoding else [marked] if marked else ["utf-8", FALLBACK]
    for one in tries:
        try:
            return content.decode(one).removeprefix("\ufeff"), one
        except UnicodeDecodeError:
            continue
    raise Refusal(
        _("%(file)s is not written in %(tried)s. Save it as UTF-8, or name its encoding.")
        % {"file": name, "tried": " / ".join(tries)}
    )


def _reader(text: str, separator: str) -> Any:
    # newline="": the reader itself sees CR, LF and CRLF, within cells and between rows.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _first(text: str, separator: str) -> list[str]:
    try:
        return next(([c.strip() for c in cells] for cells in _reader(text, separator) if cells), [])
    except csv.Error:
        return []


def _records(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on. A row torn by a stray quotation mark has no cells."""
    reader = _reader(text, separator)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            if "expected after" not in str(wrong):
                raise Refusal(_never_closed(name, line)) from wrong
            yield line, []
        else:
            if cells:
                yield line, cells


def _never_closed(name: str, line: int) -> str:
    return _(
        "%(file)s: on line %(line)s a quotation mark opens a cell and nothing closes it, so the "
        "rest of the file is one cell. Close it, then try again."
    ) % {"file": name, "line": line}


def _refuse_header(columns: list[str], needed: Collection[str], name: str) -> None:
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


def _some(columns: list[str]) -> str:
    said = ", ".join(columns)
    return said if len(said) <= 300 else f"{said[:300]}…"


def _sort_in(table: Table, line: int, found: list[str]) -> None:
    cells = dict(zip(table.columns, found, strict=False))
    reason = ""
    if not found:
        reason = _("A quotation mark stands inside a cell: write it twice.")
    elif len(found) != len(table.columns):
        reason = _("%(n)s cells, where the first line has %(of)s.") % {
            "n": len(found),
            "of": len(table.columns),
        }
    elif any(NUL in cell for cell in found):
        reason = _("A cell holds a NUL byte. Take it out.")
    if reason:
        table.bad.append(Bad(line, reason, cells))
    else:
        table.rows.append(Row(line, cells))
