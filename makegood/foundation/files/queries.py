"""Where a file lies, and how much is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from makegood.foundation.files.models import File

A_PIECE = 65_536


def path_of(file: File) -> Path:
    """Its bytes on this machine. (`place` is ours alone: nobody outside ever says it.)"""
    return Path(settings.FILES) / file.place


def bytes_kept() -> int:
    """How many bytes of what was brought are still kept: all files, but for those we made."""
    kept = File.objects.filter(forgotten_at=None, ours=False)
    total: int = kept.aggregate(total=Sum("size", default=0))["total"]
    return total


def pieces_of(file: File) -> Callable[[], Iterator[bytes]]:
    """Its bytes, piece by piece, as often as they are asked for."""

    def pieces() -> Iterator[bytes]:
        with path_of(file).open("rb") as content:
            while piece := content.read(A_PIECE):
                yield piece

    return pieces
