"""Everything of a business in one ZIP: as CSV for people, as JSON Lines for programs, and what
customers showed us as it came.

The same content gives the same bytes. It says neither when it was made nor when an import ran.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from makegood.domain.exchange.queries.noun import Noun
from makegood.domain.exchange.queries.nouns import ABOUT_US, HISTORY, JOURNAL, NOUNS
from makegood.domain.exchange.queries.outgoing import Outgoing, Row
from makegood.domain.exchange.queries.shown import shown_files
from makegood.domain.exchange.rules.flat import all_tables, laid_out, line
from makegood.domain.exchange.rules.manifest import MANIFEST, manifest
from makegood.domain.exchange.rules.packing import A_PIECE, packed

BOM = "\ufeff"
Tables = dict[str, tuple[IO[bytes], tuple[str, ...]]]


def everything() -> Iterator[bytes]:
    """The bytes of the ZIP. Must be read within the scope it was asked in."""
    yield from packed(_files())


def _files() -> Iterator[tuple[str, Iterable[bytes]]]:
    outgoing, counts = Outgoing(), dict[str, int]()
    about = outgoing.about_us()
    yield "csv/business.csv", [_csv([list(about), list(about.values())])]
    yield "json/business.jsonl", [_json(about)]
    for noun in (*ABOUT_US, *NOUNS, *HISTORY):
        with ExitStack() as stack:
            tables: Tables = {
                name: (stack.enter_context(TemporaryFile()), header)
                for name, header in all_tables(noun.table)
            }
            written = stack.enter_context(TemporaryFile())
            counts[noun.name] = _write(noun, outgoing, tables, written)
            for name, (file, _header) in tables.items():
                yield f"csv/{name}.csv", _read(file)
            yield f"json/{noun.name}.jsonl", _read(written)
    yield from shown_files()
    yield "json/journal.jsonl", (_json(row) for row in outgoing.of(JOURNAL))
    yield MANIFEST, [manifest(counts).encode()]


def _write(
    noun: Noun,
    outgoing: Outgoing,
    tables: Tables,
    written: IO[bytes],
) -> int:
    """All rows of a kind into its files at once, so that each is read once; how many."""
    for file, header in tables.values():
        file.write(_csv([header]))
    count = 0
    for row in outgoing.of(noun):
        count += 1
        written.write(_json(row))
        for name, cells in laid_out(noun.table, row, number=count):
            tables[name][0].write(line(cells).encode())
    return count


def _csv(lines: Iterable[Iterable[object]]) -> bytes:
    return (BOM + "".join(line(list(cells)) for cells in lines)).encode()


def _json(row: Row) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()


def _read(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(A_PIECE):
        yield piece
