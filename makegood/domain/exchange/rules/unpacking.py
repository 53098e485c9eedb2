"""Our own export, unpacked line by line, and never on trust: how much, how dense, under what names.

What a ZIP says of itself is looked at first, and while it is read it is held to it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as Garbled

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.manifest import MANIFEST, counts_of
from makegood.domain.exchange.rules.shown import is_packed_name
from makegood.kit.refusal import Refusal

MOST_FILES = 90
# What customers showed us lies there too; it is not read.
MOST_SHOWN = 15_000
MOST_BYTES = 2_000_000_000
# Text packs ten or twenty times; a bomb, a thousand times.
DENSEST = 200
DENSE_MATTERS = 1_000_000
LONGEST_LINE = 10_000_000
LONGEST_MANIFEST = 10_000
ENCRYPTED = 0x1
Row = dict[str, Any]


# The end of a ZIP as we pack it: no comment behind it, nothing of the larger kind before it.
END, LARGER, THE_END = b"PK\x05\x06", b"PK\x06\x07", 42
LARGEST_DIRECTORY = 2_500_000


def may_be_ours(end: bytes) -> bool:
    """Whether a file that ends so, in 42 bytes, may be an export.

    Asked before it is opened as a ZIP: its directory alone could fill the memory.
    """
    larger, record = end[:-22], end[-22:]
    is_zip = len(end) == THE_END and record.startswith(END) and not larger.startswith(LARGER)
    return is_zip and int.from_bytes(record[12:16], "little") <= LARGEST_DIRECTORY


def opened(file: IO[bytes], names: Collection[str]) -> tuple[ZipFile, dict[str, int]]:
    """The export in these bytes, and how many rows it holds of each kind.

    Refused: what is no ZIP, not ours, or larger and denser than an export is. `names`: all the
    files that one can hold.
    """
    try:
        archive = ZipFile(file)
        infos = archive.infolist()
        if MANIFEST not in {info.filename for info in infos}:
            raise Refusal(_("This ZIP is no export of Makegood."))
        _refuse_what_we_never_pack(infos, {*names, MANIFEST})
        with archive.open(MANIFEST) as entry:
            return archive, counts_of(entry.read(LONGEST_MANIFEST).decode())
    except (BadZipFile, Garbled, EOFError, UnicodeDecodeError, NotImplementedError) as wrong:
        raise Refusal(_("This ZIP is torn: take it out once more.")) from wrong


def _refuse_what_we_never_pack(infos: Collection[ZipInfo], names: Collection[str]) -> None:
    every = [info.filename for info in infos]
    held = [name for name in every if not is_packed_name(name)]
    too_many = len(held) > MOST_FILES or len(every) - len(held) > MOST_SHOWN
    if too_many or len(set(every)) != len(every) or not set(held) <= set(names):
        raise Refusal(_("This ZIP holds files that no export of Makegood has."))
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refusal(_("This ZIP is too large once it is unpacked."))
    for info in infos:
        dense = info.file_size > DENSE_MATTERS and info.file_size > DENSEST * info.compress_size
        odd = info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} or info.flag_bits & ENCRYPTED
        if dense or odd:
            raise Refusal(_("This ZIP holds files that no export of Makegood has."))


def rows_of(archive: ZipFile, name: str) -> Iterator[tuple[int, Row | None]]:
    """Each line with its number; None for one that is no row. Refused: a file that is torn."""
    try:
        with archive.open(name) as entry:
            number = 0
            while line := entry.readline(LONGEST_LINE):
                number += 1
                yield number, row(line)
    except (BadZipFile, Garbled, EOFError) as wrong:
        raise Refusal(_("This ZIP is torn: take it out once more.")) from wrong


def row(line: bytes) -> Row | None:
    """One line as a row; None where it is none, or holds what no database keeps."""
    try:
        said = json.loads(line)
        # A sign that has no bytes, and one that PostgreSQL does not keep.
        whole = json.dumps(said, ensure_ascii=False)
        whole.encode()
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and "\\u0000" not in whole else None
