"""Two requests are answered at a time; what is still being sent is waited for beside them, and read
whole or not at all.

A photo from a slow telephone takes minutes to come. Whoever waits for it holds a thread, and gives
their turn away. (More turns than two made pages slower, not more of them.)

A connection that breaks off looks to a program like the end of what was sent: half a sentence would
be kept as the whole of it, and half a letter sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any, Protocol

from makegood.kit.whole_number import whole_number

Answer = Callable[[dict[str, Any], Any], Iterable[bytes]]
AT_ONCE = 2


class Sent(Protocol):
    """What a browser sends, as far as it is there (PEP 3333)."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


class InTurn:
    """A program that is asked by at most so many threads at once."""

    def __init__(self, answer: Answer, *, at_once: int = AT_ONCE) -> None:
        self._answer = answer
        self._turns = BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        length = whole_number(environ.get("CONTENT_LENGTH") or "0") or 0
        environ["wsgi.input"] = _Beside(environ["wsgi.input"], self._turns, length)
        with self._turns:
            return self._answer(environ, start)


class _Beside:
    """Gives its turn away while it waits for more to come, and takes one again when it is there.

    ConnectionError where less comes than was said to.
    """

    def __init__(self, sent: Sent, turns: BoundedSemaphore, length: int) -> None:
        self._sent, self._turns, self._left = sent, turns, length

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        return self._come(self._wait(self._sent.read, size), wanted)

    def readline(self, size: int = -1) -> bytes:
        wanted = min(1, self._left) if size else 0
        return self._come(self._wait(self._sent.readline, size), wanted)

    def _come(self, came: bytes, wanted: int) -> bytes:
        self._left -= len(came)
        if len(came) < wanted:
            raise ConnectionError("They went away before all of it was here.")
        return came

    def _wait(self, read: Callable[[int], bytes], size: int) -> bytes:
        self._turns.release()
        try:
            return read(size)
        finally:
            self._turns.acquire()
