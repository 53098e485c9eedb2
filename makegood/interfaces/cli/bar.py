"""How far a long command is, on one line of a terminal; nothing where nobody looks."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

WIDTH = 32


class Bar:
    """Of so many, so many are done. Drawn anew in place."""

    def __init__(self, out: OutputWrapper, of: int) -> None:
        self._out, self._of = out, of
        self._drawn = out.isatty()

    def show(self, done: int) -> None:
        """So many are done now."""
        if self._drawn and self._of:
            filled = WIDTH * done // self._of
            self._out.write(
                f"\r{'█' * filled}{'·' * (WIDTH - filled)} {done} / {self._of}", ending=""
            )
            self._out.flush()

    def end(self) -> None:
        """Leave the line as it is and begin the next one."""
        if self._drawn and self._of:
            self._out.write("")
