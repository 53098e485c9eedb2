"""Two requests are answered at a time; what is still being sent is waited for beside them, and read
whole or not at all.

A photo from a slow telephone takes minutes to come. Whoever waits for it holds a thread, and gives
their turn away. (More turns than two made pages slower, not more of them.)

A connection that breaks off looks to a program like the end of what was sent: half a sentence would
be kept as the whole of it, and half a letter sent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, Protocol

from makegood.kit.whole_number import whole_number

Answer = Callable[[dict[str, Any], Any], Iterable[bytes]]
AT_ONCE = 2


class Sent(Protocol):
    """What a browser sends, as far as it is there (PEP 3333)."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


class Turns:
    """So many at once, and who has waited longest is next.

    (A semaphore lets in whoever asks first when it is free: those who wait have not woken by then,
    and the slowest of a hundred pages took twice as long.)
    """

    def __init__(self, at_once: int) -> None:
        self._free, self._guard = at_once, Lock()
        self._line: deque[Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._line)

    def take(self) -> None:
        """Wait for a turn."""
        with self._guard:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._line.append(mine)
        mine.acquire()

    def give(self) -> None:
        """Give it to whoever has waited longest."""
        with self._guard:
            if self._line:
                self._line.popleft().release()
            else:
                self._free += 1


class InTurn:
    """A program that is asked by at most so many threads at once."""

    def __init__(self, answer: Answer, *, at_once: int = AT_ONCE) -> None:
        self._answer = answer
        self._turns = Turns(at_once)

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        length = whole_number(environ.get("CONTENT_LENGTH") or "0") or 0
        environ["wsgi.input"] = _Beside(environ["wsgi.input"], self._turns, length)
        self._turns.take()
        try:
            return self._answer(environ, start)
        finally:
            self._turns.give()


class _Beside:
    """Gives its turn away while it waits for more to come, and takes one again when it is there.

    ConnectionError where less comes than was said to.
    """

    def __init__(self, sent: Sent, turns: Turns, length: int) -> None:
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
        self._turns.give()
        try:
            return read(size)
        finally:
            self._turns.take()
