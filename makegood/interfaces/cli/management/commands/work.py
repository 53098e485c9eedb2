"""`work`: one worker, which is also the clock. Any number may run; each job has one at a time."""

from __future__ import annotations

import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from makegood.foundation.jobs import clock
from makegood.foundation.jobs.worker import Worker

log = logging.getLogger(__name__)

SHORTEST_NAP = 0.01
LONGEST_NAP = 0.5
TICK_EVERY = 1.0


class Command(BaseCommand):
    help = "Do the work behind the pages, and what time brings. Ends after the job in hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="end when nothing is due")

    def handle(self, *_: Any, until_idle: bool, **__: Any) -> None:
        with Worker() as worker:
            Shift(worker).work(until_idle=until_idle)


class Shift:
    """A worker's loop: tick, take a job, nap a little when there is none."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._ending = False
        self._nap = SHORTEST_NAP
        self._ticked = float("-inf")
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    def work(self, *, until_idle: bool = False) -> None:
        """Until SIGTERM or Ctrl-C, or until nothing is due."""
        while not self._ending:
            worked = self._once()
            if worked:
                self._nap = SHORTEST_NAP
            elif until_idle:
                return
            else:
                self._rest()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ending = True

    def _once(self) -> bool:
        """Whether there was a job. A database out of reach is waited for."""
        try:
            self._tick()
            return self._worker.step()
        except DatabaseError as error:
            log.warning("The database could not be reached: %s", type(error).__name__)
            connection.close()
            self._nap = LONGEST_NAP
            return False

    def _tick(self) -> None:
        at = time.monotonic()
        if at - self._ticked >= TICK_EVERY:
            self._ticked = at
            clock.tick(now=timezone.now())

    def _rest(self) -> None:
        """A nap, longer each time: quick under load, quiet when idle."""
        close_old_connections()
        time.sleep(self._nap)
        self._nap = min(self._nap * 2, LONGEST_NAP)
