"""Killing an import by how far it is, not by the clock: beside other work it is as far as it is.

How far is said by the import itself, in the line that it draws for whoever waits at a terminal.
"""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

from makegood.domain.exchange.rules.pace import DOOR_OPEN, LARGEST_CHUNK

LINE = re.compile(rb"(\d+) / (\d+)")
Started = Callable[[int], "subprocess.Popen[bytes]"]


def killed_at(start: Started, *, share: float, within: float) -> bool:
    """Kill -9 while the chunk is written that reaches this share of the rows; False: it had ended.

    `start` begins it, with a terminal to write to. `within`: where in the chunk, from 0 to 1, by
    the time that the one before took.
    """
    ours, theirs = pty.openpty()
    running = start(theirs)
    os.close(theirs)
    try:
        time.sleep(within * _reached(ours, share))
    finally:
        running.kill()
        running.wait()
        os.close(ours)
    return running.returncode == -signal.SIGKILL


def _reached(terminal: int, share: float) -> float:
    """Wait until the next chunk reaches this share; the seconds that the last one took."""
    before, at, seconds = 0, time.monotonic(), DOOR_OPEN
    for done, of in _lines(terminal):
        if before:
            seconds = time.monotonic() - at
        most = min(2 * (done - before), LARGEST_CHUNK)
        if done + most > share * of:
            return seconds
        before, at = done, time.monotonic()
    return 0


def _lines(terminal: int) -> Iterator[tuple[int, int]]:
    """How many rows are done, of how many, until whoever writes has ended."""
    while True:
        try:
            said = os.read(terminal, 65_536)
        except OSError:  # So it is said that nobody holds the other end any more.
            return
        for found in LINE.findall(said)[-1:]:
            yield int(found[0]), int(found[1])
