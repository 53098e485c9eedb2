"""Two requests are answered at a time; what is still being sent is waited for beside them.

A photo from a slow telephone takes minutes to come. Whoever waits for it holds a thread, and gives
their turn away. (More turns than two made pages slower, not more of them.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any, Protocol

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
        environ["wsgi.input"] = _Beside(environ["wsgi.input"], self._turns)
        with self._turns:
            return self._answer(environ, start)


class _Beside:
    """Gives its turn away while it waits for more to come, and takes one again when it is there."""

    def __init__(self, sent: Sent, turns: BoundedSemaphore) -> None:
        self._sent, self._turns = sent, turns

    def read(self, size: int = -1) -> bytes:
        return self._wait(self._sent.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self._wait(self._sent.readline, size)

    def _wait(self, read: Callable[[int], bytes], size: int) -> bytes:
        self._turns.release()
        try:
            return read(size)
        finally:
            self._turns.acquire()
