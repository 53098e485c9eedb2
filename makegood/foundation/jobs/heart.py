"""Signs of life while a job runs, and an end to one that hangs."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.db import DatabaseError, connection

from makegood.foundation.jobs import actions
from makegood.foundation.jobs.holding import Held
from makegood.foundation.jobs.rules import SECONDS_AT_MOST

log = logging.getLogger(__name__)


class TookTooLong(BaseException):
    """A job went over its time. Not an Exception, so that a broad `except` lets it through."""


class Heart(threading.Thread):
    """Beats for the job in hand, three times a lease, on a database connection of its own.

    It stops beating for a job that is over its time, so that one hanging where no alarm
    reaches is taken over too.
    """

    def __init__(self, lease_seconds: float) -> None:
        super().__init__(name="heart", daemon=True)
        self._pause = lease_seconds / 3
        self._ended = threading.Event()
        self._now: tuple[Held, float] | None = None

    def run(self) -> None:
        while not self._ended.wait(self._pause):
            now = self._now
            if now is not None and time.monotonic() - now[1] < SECONDS_AT_MOST + self._pause:
                self._beat(now[0])
        connection.close()

    def _beat(self, held: Held) -> None:
        try:
            actions.beat(job_id=held.job_id, fence=held.fence)
        except DatabaseError as error:
            # The next beat may come through; two more fit into the lease.
            log.warning("A sign of life was not written: %s", type(error).__name__)
            connection.close()

    @contextmanager
    def beating(self, held: Held) -> Iterator[None]:
        """Beat for this job until the block ends."""
        self._now = (held, time.monotonic())
        try:
            yield
        finally:
            self._now = None

    def stop(self) -> None:
        """Beat no more; the thread is gone when this returns."""
        self._ended.set()
        self.join()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """TookTooLong when the block takes longer. Only in a process's main thread; else no limit.

    A limit inside a limit: the shorter one rings.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    began = time.monotonic()
    outer = signal.getitimer(signal.ITIMER_REAL)[0]
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer or seconds))
    try:
        yield
    finally:
        left = outer and max(outer - (time.monotonic() - began), 0.001)
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TookTooLong
