"""Where a file lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from makegood.foundation.files.models import File

A_PIECE = 65_536


def path_of(file: File) -> Path:
    """Its bytes on this machine. (`place` is ours alone: nobody outside ever says it.)"""
    return Path(settings.FILES) / file.place


def pieces_of(file: File) -> Callable[[], Iterator[bytes]]:
    """Its bytes, piece by piece, as often as they are asked for."""

    def pieces() -> Iterator[bytes]:
        with path_of(file).open("rb") as content:
            while piece := content.read(A_PIECE):
                yield piece

    return pieces
