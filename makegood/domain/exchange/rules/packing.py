"""Files packed into one ZIP as they come: nothing is held but what was not taken yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The same content gives the same bytes, so no file says when it was packed.
NO_TIME = (1980, 1, 1, 0, 0, 0)
A_PIECE = 65_536


class Sink(RawIOBase):
    """Takes bytes and gives them on; there is no way back in it."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._held += piece
        return len(piece)

    @property
    def holds(self) -> int:
        """How many bytes wait to be taken."""
        return len(self._held)

    def taken(self) -> bytes:
        """What came in since the last time."""
        piece = bytes(self._held)
        self._held.clear()
        return piece


def packed(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The bytes of a ZIP with these files in it."""
    sink = Sink()
    with ZipFile(sink, "w") as archive:
        for name, content in files:
            info = ZipInfo(name, NO_TIME)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with archive.open(info, "w", force_zip64=True) as entry:
                for piece in content:
                    entry.write(piece)
                    if sink.holds > A_PIECE:
                        yield sink.taken()
            yield sink.taken()
    yield sink.taken()
