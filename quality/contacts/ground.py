"""Django's words without a database, and the bugs that must be caught."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import django

from makegood.domain.exchange.rules import cells, decoding, vcards
from makegood.domain.exchange.rules.content_lines import Gathered


def prepare(plant: str = "") -> None:
    """Make the reading usable, with the bug of this name put into it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.config.settings")
    os.environ.setdefault("MAKEGOOD_MODE", "test")
    django.setup()
    if plant:
        BUGS[plant]()


def _held_whole() -> None:
    """The file is put together before it is looked at."""
    right: Callable[..., Iterator[bytes]] = vars(decoding)["within"]

    def wrong(chunks: Iterable[bytes], **said: Any) -> Iterator[bytes]:
        yield b"".join(right(chunks, **said))

    vars(decoding)["within"] = wrong
    vars(vcards)["within"] = wrong


def _lines_are_not_joined() -> None:
    """A quoted-printable line that goes on is taken for a new one."""

    def wrong(self: Gathered, raw: bytes) -> bytes | None:
        return raw[1:] if raw[:1] in {b" ", b"\t"} else None

    vars_of: Any = Gathered
    vars_of.goes_on = wrong


def _cells_as_they_are() -> None:
    """Cells are written as they are."""
    vars(cells)["safe"] = str


BUGS = {
    "held-whole": _held_whole,
    "lines-not-joined": _lines_are_not_joined,
    "cells-as-they-are": _cells_as_they_are,
}
